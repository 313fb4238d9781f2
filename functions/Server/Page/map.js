import { element } from "./dom.js";
import { count } from "./format.js";

/** The states of a block and their letters in the map, in the order of the legend. */
const states = [["w", "waiting"], ["r", "running"], ["d", "done"], ["f", "failed"], ["a", "again"]];

/**
 * The blocks of a job as colored squares. It is a canvas, because ten thousand elements would be slow; the legend says
 * the same in words.
 */
export function blockMap() {
  const canvas = element("canvas", { role: "img" });
  const legend = element("ul", { class: "key" });
  return {
    parts: [canvas, legend],
    draw(letters) {
      const totals = drawSquares(canvas, letters);
      const words = states.map(([, name]) => `${count(totals[name])} ${name === "again" ? "processed again" : name}`);
      canvas.setAttribute("aria-label", `Blocks: ${words.join(", ")}`);
      legend.replaceChildren(...states.map(([, name], i) => element("li", { class: name }, words[i])));
    },
  };
}

/** Returns the number of blocks in each state. */
function drawSquares(canvas, letters) {
  const ideal = Math.floor(Math.sqrt(canvas.clientWidth * 260 / Math.max(letters.length, 1)));
  const size = Math.max(4, Math.min(18, ideal));
  const columns = Math.max(1, Math.floor(canvas.clientWidth / size));
  const ratio = devicePixelRatio || 1;
  const height = Math.ceil(letters.length / columns) * size;
  canvas.style.height = `${height}px`;
  canvas.width = canvas.clientWidth * ratio;
  canvas.height = height * ratio;
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  const colors = getComputedStyle(document.documentElement);
  const totals = {};
  for (const [letter, name] of states) {
    pen.fillStyle = colors.getPropertyValue(`--${name}`);
    totals[name] = 0;
    for (let i = letters.indexOf(letter); i >= 0; i = letters.indexOf(letter, i + 1)) {
      totals[name]++;
      pen.fillRect((i % columns) * size, Math.floor(i / columns) * size, size - 1, size - 1);
    }
  }
  return totals;
}
