import * as api from "./api.js";
import { lineChart } from "./chart.js";
import { element, facts, state, table } from "./dom.js";
import { blockMap } from "./map.js";
import { notice } from "./notice.js";
import { bytes, count, seconds, time } from "./quantities.js";
import { showResult } from "./result.js";

const atWork = new Set(["queued", "splitting", "processing", "merging"]);

/** One job, followed until it has ended. */
export function showJob(main, id, signal) {
  document.title = `${id} - Pipeline`;
  const standing = element("div");
  const trouble = element("div", { role: "alert" });
  const stop = element("button", { type: "button", hidden: true, onclick: () => act(api.stop) }, "Stop");
  const redrive = element("button", { type: "button", hidden: true, onclick: () => act(api.redrive) }, "Do what is missing");
  const map = blockMap();
  const blocks = element("section", { hidden: true }, element("h2", {}, "Blocks"), ...map.parts);
  const speed = element("section", { hidden: true }, element("h2", {}, "Throughput"));
  const slowest = element("section", { hidden: true });
  const result = element("section", { hidden: true });
  const request = element("section", { hidden: true });
  main.append(element("h1", {}, id), standing, trouble, element("div", { class: "buttons" }, stop, redrive), result, blocks, speed, slowest, request);
  const points = [];
  let letters = "";
  let isResultShown = false;

  async function act(action) {
    stop.disabled = redrive.disabled = true;
    try {
      await action(id, signal);
      follow();
    } catch (error) {
      notice(error.message);
    }
    stop.disabled = redrive.disabled = false;
  }

  async function look() {
    const job = await api.job(id, signal);
    notice("");
    draw(job);
    if (job.progress) drawBlocks(job.map);
    if (job.result && !isResultShown) {
      isResultShown = true;
      await showResult(result, job, signal).catch(error => result.append(element("div", { class: "error" }, error.message)));
    }
    return atWork.has(job.state) ? "more" : "done";
  }

  function draw(job) {
    const progress = job.progress;
    standing.replaceChildren(element("p", {}, state(job.state), job.pass > 0 ? ` in pass ${job.pass + 1}` : ""), facts([
      ["Started", time(job.startedAt)],
      ["Ended", job.endedAt && time(job.endedAt)],
      ["Blocks", progress && `${count(progress.blocks.done)} of ${count(progress.blocks.total)}`],
      ["Records", progress && count(progress.records)],
      ["Read", progress && bytes(progress.bytes)],
      ["A second", progress?.bytesPerSecond != null ? `${bytes(progress.bytesPerSecond)}/s` : null],
      ["Time left", progress?.secondsLeft != null && atWork.has(job.state) ? seconds(progress.secondsLeft) : null],
      ["Cost so far", job.costUsd != null ? `$${job.costUsd.toFixed(4)}` : null],
    ]));
    const cause = job.error ? [element("strong", {}, job.error), element("div", {}, job.cause ?? "")] : [];
    if (trouble.dataset.cause !== `${job.error}${job.cause}`) {
      trouble.dataset.cause = `${job.error}${job.cause}`;
      trouble.replaceChildren(...(cause.length ? [element("div", { class: "error" }, ...cause)] : []));
    }
    stop.hidden = !atWork.has(job.state);
    redrive.hidden = job.state !== "failed" && job.state !== "stopped";
    if (progress) {
      const now = performance.now() / 1000;
      points.push([now, progress.bytes]);
      if (points.length > 600) points.splice(1, 1);
      drawSpeed();
    }
    if (request.hidden && job.request) {
      request.hidden = false;
      request.append(element("h2", {}, "Request"), element("pre", { tabindex: "0", "aria-label": "The request" }, JSON.stringify(job.request, null, 2)));
    }
  }

  function drawSpeed() {
    const rates = points.slice(1).map(([at, value], i) => [at, Math.max(0, value - points[i][1]) / Math.max(at - points[i][0], 0.001)]);
    speed.hidden = rates.length < 2;
    if (speed.hidden) return;
    const most = Math.max(...rates.map(([, rate]) => rate));
    speed.replaceChildren(speed.firstChild, lineChart(`Bytes a second since this page was opened, at most ${bytes(most)}/s`, rates, value => `${bytes(value)}/s`));
  }

  function drawBlocks(all) {
    blocks.hidden = false;
    if (all.blocks !== letters) {
      letters = all.blocks;
      map.draw(letters);
    }
    const rows = all.slowest.map(block => [count(block.number), seconds(block.seconds), count(block.records), bytes(block.bytes)]);
    slowest.hidden = rows.length === 0;
    slowest.replaceChildren(element("h2", {}, "Slowest blocks"), table("Slowest blocks", [["Block", true], ["Seconds", true], ["Records", true], ["Bytes", true]], rows));
  }

  const redraw = () => letters && map.draw(letters);
  window.addEventListener("resize", redraw, { signal });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw, { signal });
  let following = null;
  // One loop at a time: a job that is stopped is being followed already, one that is taken up again is not.
  const follow = () => following ??= api.watch(look, signal, error => notice(error.message)).finally(() => following = null);
  follow();
}
