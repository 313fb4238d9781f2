import * as api from "./api.js";
import { element, facts } from "./dom.js";
import { bytes, count } from "./quantities.js";

/** A form that makes a request of a dataset and SQL, shows the plan of it, and starts it. */
export async function showStart(main, signal) {
  document.title = "Start a job - Pipeline";
  const files = element("datalist", { id: "files" });
  const dataset = element("input", { id: "dataset", name: "dataset", list: "files", required: true, autocomplete: "off", spellcheck: "false", "aria-describedby": "dataset-hint" });
  const sql = element("textarea", { id: "sql", name: "sql", required: true, spellcheck: "false", "aria-describedby": "sql-hint" }, "SELECT COUNT(*) FROM dataset");
  const answer = element("div", { role: "status" });
  const plan = element("button", { type: "button", onclick: () => send(showPlan) }, "Show the plan");
  const start = element("button", { type: "submit", class: "first" }, "Start");
  const form = element("form", { onsubmit: event => { event.preventDefault(); send(run); } },
    element("div", {}, element("label", { for: "dataset" }, "Dataset"), dataset, element("p", { class: "hint", id: "dataset-hint" }, "A file under the data root, or a pattern such as weather/2026-*.csv."), files),
    element("div", {}, element("label", { for: "sql" }, "SQL"), sql, element("p", { class: "hint", id: "sql-hint" }, "One SELECT over the table dataset.")),
    element("div", { class: "buttons" }, plan, start));
  main.append(element("h1", {}, "Start a job"), form, answer);

  async function send(action) {
    if (!form.reportValidity()) return;
    plan.disabled = start.disabled = true;
    try {
      await action(JSON.stringify({ dataset: dataset.value, operation: { type: "query", sql: sql.value } }));
    } catch (error) {
      if (signal.aborted) return;
      const mistakes = error.errors?.length ? error.errors : [{ field: "", message: error.message }];
      answer.replaceChildren(...mistakes.map(({ field, message }) => element("div", { class: "error" }, field && element("strong", {}, `${field}: `), message)));
    }
    plan.disabled = start.disabled = false;
  }

  async function showPlan(request) {
    const found = await api.plan(request, signal);
    answer.replaceChildren(
      element("h2", {}, "Plan"),
      facts([["Files", count(found.files)], ["Bytes", bytes(found.bytes)], ["Blocks", count(found.blocks)], ["Bytes a block", bytes(found.blockSize)]]),
      element("ul", {}, ...found.notes.map(note => element("li", {}, note))));
  }

  async function run(request) {
    const job = await api.start(request, signal);
    location.hash = `#/jobs/${encodeURIComponent(job.jobId)}`;
  }

  const found = await api.datasets();
  if (!found) {
    // The plan needs the files, too.
    plan.hidden = true;
    return;
  }
  files.append(...found.files.map(file => element("option", { value: file.path }, bytes(file.bytes))));
}
