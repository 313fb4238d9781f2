import { element } from "./dom.js";
import { count } from "./quantities.js";

/** What the letters of a map stand for, in the order of the key. */
export const kinds = [["w", "waiting"], ["r", "running"], ["d", "done"], ["f", "failed"], ["a", "again"]];

/**
 * The blocks of a job as squares. A canvas, since ten thousand elements would be slow; what it shows is told in words
 * beside it.
 */
export function blockMap() {
  const canvas = element("canvas", { role: "img" });
  const key = element("ul", { class: "key" });
  return {
    parts: [canvas, key],
    draw(letters) {
      const most = Math.max(4, Math.min(18, Math.floor(Math.sqrt(canvas.clientWidth * 260 / Math.max(letters.length, 1)))));
      const across = Math.max(1, Math.floor(canvas.clientWidth / most));
      const ratio = devicePixelRatio || 1;
      const height = Math.ceil(letters.length / across) * most;
      canvas.style.height = `${height}px`;
      canvas.width = canvas.clientWidth * ratio;
      canvas.height = height * ratio;
      const pen = canvas.getContext("2d");
      pen.scale(ratio, ratio);
      const colors = getComputedStyle(document.documentElement);
      const totals = {};
      for (const [letter, name] of kinds) {
        pen.fillStyle = colors.getPropertyValue(`--${name}`);
        totals[name] = 0;
        for (let i = letters.indexOf(letter); i >= 0; i = letters.indexOf(letter, i + 1)) {
          totals[name]++;
          pen.fillRect((i % across) * most, Math.floor(i / across) * most, most - 1, most - 1);
        }
      }
      const words = kinds.map(([, name]) => `${count(totals[name])} ${name === "again" ? "done again" : name}`);
      canvas.setAttribute("aria-label", `Blocks: ${words.join(", ")}`);
      key.replaceChildren(...kinds.map(([, name], i) => element("li", { class: name }, words[i])));
    },
  };
}
