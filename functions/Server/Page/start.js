import * as api from "./api.js";
import { element, facts } from "./dom.js";
import { bytes, count } from "./format.js";

/** A form that builds a query request, shows its plan, and starts it. */
export async function showStart(main, signal) {
  document.title = "Start a job - Pipeline";
  const files = element("datalist", { id: "files" });
  const dataset = element("input", {
    id: "dataset", name: "dataset", list: "files", required: true, autocomplete: "off", spellcheck: "false",
    "aria-describedby": "dataset-hint",
  });
  const sql = element("textarea", {
    id: "sql", name: "sql", required: true, spellcheck: "false", "aria-describedby": "sql-hint",
  }, "SELECT COUNT(*) FROM dataset");
  const output = element("div", { role: "status" });
  const plan = element("button", { type: "button", onclick: () => send(showPlan) }, "Show plan");
  const start = element("button", { type: "submit", class: "first" }, "Start");
  const form = element("form", { onsubmit: event => { event.preventDefault(); send(run); } },
    field("Dataset", dataset, "A file under the data root, or a glob such as weather/2026-*.csv.", files),
    field("SQL", sql, "One SELECT over the table dataset."),
    element("div", { class: "buttons" }, plan, start));
  main.append(element("h1", {}, "Start a job"), form, output);

  async function send(action) {
    if (!form.reportValidity()) return;
    plan.disabled = start.disabled = true;
    try {
      await action(JSON.stringify({ dataset: dataset.value, operation: { type: "query", sql: sql.value } }));
    } catch (error) {
      if (signal.aborted) return;
      output.replaceChildren(...errorsOf(error));
    }
    plan.disabled = start.disabled = false;
  }

  async function showPlan(request) {
    const found = await api.plan(request, signal);
    output.replaceChildren(
      element("h2", {}, "Plan"),
      facts([
        ["Files", count(found.files)], ["Bytes", bytes(found.bytes)],
        ["Blocks", count(found.blocks)], ["Block size", bytes(found.blockSize)],
      ]),
      element("ul", {}, ...found.notes.map(note => element("li", {}, note))));
  }

  async function run(request) {
    const job = await api.start(request, signal);
    location.hash = `#/jobs/${encodeURIComponent(job.jobId)}`;
  }

  const found = await api.datasets();
  if (!found) {
    // Planning also needs the files.
    plan.hidden = true;
    return;
  }
  files.append(...found.files.map(file => element("option", { value: file.path }, bytes(file.bytes))));
}

function field(label, input, hint, ...more) {
  return element("div", {},
    element("label", { for: input.id }, label), input,
    element("p", { class: "hint", id: `${input.id}-hint` }, hint), ...more);
}

function errorsOf(error) {
  const errors = error.errors?.length ? error.errors : [{ field: "", message: error.message }];
  return errors.map(({ field: name, message }) =>
    element("div", { class: "error" }, name && element("strong", {}, `${name}: `), message));
}
