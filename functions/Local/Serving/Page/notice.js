/** Says what keeps the page from its data; empty once it has it again. */
export function notice(text) {
  const place = document.getElementById("notice");
  if (place.textContent !== text) place.textContent = text;
}
