import { showJobs } from "./jobs.js";
import { showJob } from "./job.js";
import { notice } from "./notice.js";
import { showStart } from "./start.js";

const main = document.getElementById("main");
let isFirst = true;
let leave = () => {};

/** Shows the view that the address names. The previous view stops polling the server. */
function show() {
  leave();
  const stop = new AbortController();
  leave = () => stop.abort();
  main.replaceChildren();
  notice("");
  const [, kind, id] = location.hash.split("/");
  if (kind === "jobs" && id) showJob(main, decodeURIComponent(id), stop.signal);
  else if (kind === "start") showStart(main, stop.signal);
  else showJobs(main, stop.signal);
  if (!isFirst) main.focus();
  isFirst = false;
}

window.addEventListener("hashchange", show);
show();
