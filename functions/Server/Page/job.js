import * as api from "./api.js";
import { lineChart } from "./chart.js";
import { element, facts, state, table } from "./dom.js";
import { blockMap } from "./map.js";
import { notice } from "./notice.js";
import { bytes, count, rate, seconds, time } from "./format.js";
import { showResult } from "./result.js";

const activeStates = new Set(["queued", "splitting", "processing", "merging"]);
const maxPoints = 600;

/** Shows a job and follows it until it has ended. */
export function showJob(main, id, signal) {
  document.title = `${id} - Pipeline`;
  const progress = element("div");
  const alert = element("div", { role: "alert" });
  const stop = button("Stop", () => act(api.stop));
  const resume = button("Resume", () => act(api.redrive));
  const map = blockMap();
  const blocks = section("Blocks", ...map.parts);
  const throughput = section("Throughput");
  const slowest = section("Slowest blocks");
  const result = element("section", { hidden: true });
  const request = section("Request");
  main.append(
    element("h1", {}, id), progress, alert, element("div", { class: "buttons" }, stop, resume),
    result, blocks, throughput, slowest, request);
  const points = [];
  let letters = "";
  let isResultShown = false;

  async function act(action) {
    stop.disabled = resume.disabled = true;
    try {
      await action(id, signal);
      follow();
    } catch (error) {
      notice(error.message);
    }
    stop.disabled = resume.disabled = false;
  }

  async function look() {
    const job = await api.job(id, signal);
    notice("");
    draw(job);
    if (job.progress) {
      drawThroughput(job.progress);
      drawBlocks(job.map);
    }
    if (job.result && !isResultShown) {
      isResultShown = true;
      await showResult(result, job, signal).catch(error => result.append(errorBox(error.message)));
    }
    return activeStates.has(job.state) ? "more" : "done";
  }

  function draw(job) {
    const pass = job.pass > 0 ? ` in pass ${job.pass + 1}` : "";
    progress.replaceChildren(element("p", {}, state(job.state), pass), facts(factsOf(job)));
    drawError(job);
    stop.hidden = !activeStates.has(job.state);
    resume.hidden = job.state !== "failed" && job.state !== "stopped";
    if (request.hidden && job.request) {
      request.hidden = false;
      const text = JSON.stringify(job.request, null, 2);
      request.append(element("pre", { tabindex: "0", "aria-label": "The request" }, text));
    }
  }

  function drawError(job) {
    // Redrawn only when it changes: screen readers announce every change of an alert.
    const shown = `${job.error}${job.cause}`;
    if (alert.dataset.shown === shown) return;
    alert.dataset.shown = shown;
    alert.replaceChildren(...(job.error
      ? [errorBox(element("strong", {}, job.error), element("div", {}, job.cause ?? ""))]
      : []));
  }

  function drawThroughput({ bytes: total }) {
    points.push([performance.now() / 1000, total]);
    if (points.length > maxPoints) points.splice(1, 1);
    const rates = points.slice(1).map(([at, value], i) =>
      [at, Math.max(0, value - points[i][1]) / Math.max(at - points[i][0], 0.001)]);
    throughput.hidden = rates.length < 2;
    if (throughput.hidden) return;
    const max = rate(Math.max(...rates.map(([, value]) => value)));
    const title = `Throughput since this page was opened, max ${max}`;
    throughput.replaceChildren(throughput.firstChild, lineChart(title, rates, rate));
  }

  function drawBlocks(all) {
    blocks.hidden = false;
    if (all.blocks !== letters) {
      letters = all.blocks;
      map.draw(letters);
    }
    const columns = [["Block", true], ["Time", true], ["Records", true], ["Bytes", true]];
    const rows = all.slowest.map(block =>
      [count(block.number), seconds(block.seconds), count(block.records), bytes(block.bytes)]);
    slowest.hidden = rows.length === 0;
    slowest.replaceChildren(slowest.firstChild, table("Slowest blocks", columns, rows));
  }

  const redraw = () => letters && map.draw(letters);
  window.addEventListener("resize", redraw, { signal });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw, { signal });
  let following = null;
  // One loop at a time: a job that is being stopped is already followed, one that is being resumed is not.
  const follow = () => following ??= api.watch(look, signal, error => notice(error.message))
    .finally(() => following = null);
  follow();
}

function factsOf(job) {
  const { progress } = job;
  return [
    ["Started", time(job.startedAt)],
    ["Ended", job.endedAt && time(job.endedAt)],
    ["Blocks", progress && `${count(progress.blocks.done)} of ${count(progress.blocks.total)}`],
    ["Records", progress && count(progress.records)],
    ["Read", progress && bytes(progress.bytes)],
    ["Throughput", progress?.bytesPerSecond != null ? rate(progress.bytesPerSecond) : null],
    ["Time left", progress?.secondsLeft != null ? seconds(progress.secondsLeft) : null],
    ["Cost so far", job.costUsd != null ? `$${job.costUsd.toFixed(4)}` : null],
  ];
}

const button = (text, onclick) => element("button", { type: "button", hidden: true, onclick }, text);
const section = (title, ...content) => element("section", { hidden: true }, element("h2", {}, title), ...content);
const errorBox = (...content) => element("div", { class: "error" }, ...content);
