import * as api from "./api.js";
import { element, state, table } from "./dom.js";
import { bytes, count, time } from "./format.js";
import { notice } from "./notice.js";

const columns = [
  ["Job"], ["State"], ["Started"], ["Blocks", true], ["Records", true], ["Bytes", true], ["Result or error"],
];

/** Shows the jobs, most recent first, and keeps the first page up to date. */
export function showJobs(main, signal) {
  document.title = "Jobs - Pipeline";
  const list = element("div");
  const more = element("button", { type: "button", hidden: true }, "Earlier jobs");
  main.append(element("h1", {}, "Jobs"), list, more);
  let latest = [];
  let older = [];
  let next = null;
  more.addEventListener("click", async () => {
    try {
      const page = await api.jobs(next, signal);
      older = older.concat(page.jobs);
      setNext(page.next);
      draw();
    } catch (error) {
      notice(error.message);
    }
  });

  function setNext(value) {
    next = value;
    more.hidden = !next;
  }

  function draw() {
    const known = new Set(latest.map(job => job.jobId));
    const all = latest.concat(older.filter(job => !known.has(job.jobId)));
    // Redrawn only when it changes: otherwise users would lose their focus and selection.
    const signature = JSON.stringify(all);
    if (signature === list.dataset.signature) return;
    list.dataset.signature = signature;
    list.replaceChildren(all.length ? table("Jobs", columns, all.map(rowOf)) : noJobs());
  }

  api.watch(async () => {
    const page = await api.jobs(null, signal);
    if (!older.length) setNext(page.next);
    notice("");
    latest = page.jobs;
    draw();
  }, signal, error => notice(error.message));
}

const noJobs = () => element("p", {},
  "No jobs yet. ", element("a", { href: "#/start" }, "Start one"),
  ", or run one with ", element("code", {}, "pipeline run"), ".");

function rowOf(job) {
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
