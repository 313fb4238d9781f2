/** Shows why the page cannot reach its data; an empty text hides the notice. */
export function notice(text) {
  const place = document.getElementById("notice");
  if (place.textContent !== text) place.textContent = text;
}
