const space = "http://www.w3.org/2000/svg";

function shape(name, attributes, text) {
  const made = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text != null) made.textContent = text;
  return made;
}

/** A figure whose title says in words what it shows. */
function figure(width, height, title) {
  const svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": title });
  svg.append(shape("title", {}, title));
  return svg;
}

/** One bar for each group, with its value beside it. `bars` are [name, value, the value as text]. */
export function barChart(title, bars) {
  const [row, left, width] = [22, 180, 720];
  const svg = figure(width, bars.length * row, title);
  const low = Math.min(0, ...bars.map(([, value]) => value));
  const high = Math.max(0, ...bars.map(([, value]) => value));
  const scale = value => left + (value - low) / (high - low || 1) * (width - left - 110);
  bars.forEach(([name, value, text], i) => {
    const [from, to] = [scale(Math.min(0, value)), scale(Math.max(0, value))];
    svg.append(
      shape("text", { x: left - 8, y: i * row + 15, "text-anchor": "end" }, name.length > 26 ? `${name.slice(0, 25)}…` : name),
      shape("rect", { class: "bar", x: from, y: i * row + 4, width: Math.max(1, to - from), height: row - 8 }),
      shape("text", { x: to + 6, y: i * row + 15 }, text));
  });
  return svg;
}

/** How much a second, over time. `points` are [seconds, value]. */
export function lineChart(title, points, unit) {
  const [width, height, bottom] = [720, 120, 18];
  const svg = figure(width, height, title);
  const first = points[0][0];
  const span = points.at(-1)[0] - first || 1;
  const high = Math.max(...points.map(([, value]) => value)) || 1;
  const place = ([at, value]) => `${((at - first) / span * width).toFixed(1)},${((1 - value / high) * (height - bottom - 14) + 14).toFixed(1)}`;
  svg.append(
    shape("polygon", { class: "area", points: `0,${height - bottom} ${points.map(place).join(" ")} ${width},${height - bottom}` }),
    shape("text", { x: 0, y: 10 }, unit(high)),
    shape("text", { x: width, y: height - 4, "text-anchor": "end" }, `${Math.round(span)} s`));
  return svg;
}
