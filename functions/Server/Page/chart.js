const namespace = "http://www.w3.org/2000/svg";

function shape(name, attributes, text) {
  const made = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text != null) made.textContent = text;
  return made;
}

/** An SVG with a title for screen readers. */
function figure(width, height, title) {
  const svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": title });
  svg.append(shape("title", {}, title));
  return svg;
}

/** A bar for each group, with its value next to it. `bars` are [name, value, formatted value]. */
export function barChart(title, bars) {
  const [row, left, width] = [22, 180, 720];
  const svg = figure(width, bars.length * row, title);
  const min = Math.min(0, ...bars.map(([, value]) => value));
  const max = Math.max(0, ...bars.map(([, value]) => value));
  const scale = value => left + (value - min) / (max - min || 1) * (width - left - 110);
  bars.forEach(([name, value, text], i) => {
    const [from, to] = [scale(Math.min(0, value)), scale(Math.max(0, value))];
    const label = name.length > 26 ? `${name.slice(0, 25)}…` : name;
    svg.append(
      shape("text", { x: left - 8, y: i * row + 15, "text-anchor": "end" }, label),
      shape("rect", { class: "bar", x: from, y: i * row + 4, width: Math.max(1, to - from), height: row - 8 }),
      shape("text", { x: to + 6, y: i * row + 15 }, text));
  });
  return svg;
}

/** A value over time. `points` are [seconds, value]; `format` formats the max for the label. */
export function lineChart(title, points, format) {
  const [width, height, top, bottom] = [720, 120, 14, 18];
  const svg = figure(width, height, title);
  const first = points[0][0];
  const span = points.at(-1)[0] - first || 1;
  const max = Math.max(...points.map(([, value]) => value)) || 1;
  const place = ([at, value]) => {
    const x = (at - first) / span * width;
    const y = (1 - value / max) * (height - bottom - top) + top;
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  };
  const outline = `0,${height - bottom} ${points.map(place).join(" ")} ${width},${height - bottom}`;
  svg.append(
    shape("polygon", { class: "area", points: outline }),
    shape("text", { x: 0, y: 10 }, format(max)),
    shape("text", { x: width, y: height - 4, "text-anchor": "end" }, `${Math.round(span)} s`));
  return svg;
}
