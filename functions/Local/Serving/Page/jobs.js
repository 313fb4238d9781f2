import * as api from "./api.js";
import { element, state, table } from "./dom.js";
import { bytes, count, time } from "./quantities.js";
import { notice } from "./notice.js";

const columns = [["Job"], ["State"], ["Started"], ["Blocks", true], ["Records", true], ["Bytes", true], ["Result or error"]];

/** The jobs, the latest first. */
export function showJobs(main, signal) {
  document.title = "Jobs - Pipeline";
  const list = element("div");
  const more = element("button", { type: "button", hidden: true }, "Earlier jobs");
  main.append(element("h1", {}, "Jobs"), list, more);
  let older = [];
  let next = null;
  more.addEventListener("click", async () => {
    try {
      const page = await api.jobs(next, signal);
      older = older.concat(page.jobs);
      next = page.next;
      more.hidden = !next;
      draw([]);
    } catch (error) {
      notice(error.message);
    }
  });
  let shown = [];

  function draw(latest) {
    if (latest.length) shown = latest;
    const known = new Set(shown.map(job => job.jobId));
    const all = shown.concat(older.filter(job => !known.has(job.jobId)));
    // Kept as it is while nothing changes: a reader's place in it would be lost.
    const signature = JSON.stringify(all);
    if (signature === list.dataset.signature) return;
    list.dataset.signature = signature;
    list.replaceChildren(all.length
      ? table("Jobs", columns, all.map(row))
      : element("p", {}, "No jobs yet. ", element("a", { href: "#/start" }, "Start one"), ", or run one with ", element("code", {}, "pipeline run"), "."));
  }

  api.watch(async () => {
    const page = await api.jobs(null, signal);
    if (!older.length) {
      next = page.next;
      more.hidden = !next;
    }
    notice("");
    draw(page.jobs);
    if (!page.jobs.length) draw([]);
  }, signal, error => notice(error.message));
}

function row(job) {
  const blocks = job.progress?.blocks;
  return [
    element("a", { href: `#/jobs/${encodeURIComponent(job.jobId)}` }, job.jobId),
    state(job.state),
    time(job.startedAt),
    blocks ? `${count(blocks.done)} of ${count(blocks.total)}` : "",
    job.progress ? count(job.progress.records) : "",
    job.progress ? bytes(job.progress.bytes) : "",
    job.result?.path ?? job.error ?? "",
  ];
}
