import * as api from "./api.js";
import { barChart } from "./chart.js";
import { element, table } from "./dom.js";
import { bytes, count } from "./format.js";
import { readRows } from "./rows.js";

const maxRows = 200;
const maxBars = 30;

/** Shows the result as a table and, if it has groups with a number for each, as a chart. */
export async function showResult(place, job, signal) {
  const { path, rows, columns, isInline } = job.result;
  const size = `${count(rows)} ${rows === 1 ? "row" : "rows"}, ${bytes(job.result.bytes)}: `;
  const file = await api.datasets() ? linkTo(path) : path;
  place.hidden = false;
  place.append(element("h2", {}, "Result"), element("p", {}, size, file));
  if (!isInline) return;
  const response = await api.result(job.jobId, signal);
  const text = await response.text();
  const records = readRows(response.headers.get("content-type"), text, columns);
  if (records) showRows(place, columns, records);
  else place.append(element("pre", { tabindex: "0", "aria-label": "The result" }, text));
}

function linkTo(path) {
  const parts = path.split("/");
  return element("a", { href: `/files/${parts.map(encodeURIComponent).join("/")}`, download: parts.at(-1) }, path);
}

function showRows(place, columns, records) {
  const isNumber = columns.map(column => column.kind === "number");
  const keys = columns.flatMap((column, i) => column.isKey ? [i] : []);
  // The first number that is not the same in all groups.
  const measure = columns.findIndex((column, i) =>
    isNumber[i] && !column.isKey && records.some(record => record[i] !== records[0][i]));
  if (keys.length && measure >= 0) place.append(chartOf(columns, records, keys, measure));
  place.append(table("Result", columns.map((column, i) => [column.name, isNumber[i]]), records.slice(0, maxRows)));
  if (records.length > maxRows)
    place.append(element("p", { class: "hint" }, `The first ${maxRows} rows. Download the file for all rows.`));
}

function chartOf(columns, records, keys, measure) {
  const nameOf = record => keys.map(i => record[i]).join(", ");
  const bars = records.slice(0, maxBars)
    .filter(record => record[measure] !== "")
    .map(record => [nameOf(record), Number(record[measure]), record[measure]]);
  const names = columns.map(column => column.name);
  const limit = records.length > maxBars ? `, the first ${maxBars}` : "";
  const title = `${names[measure]} by ${nameOf(names)}${limit}`;
  return element("figure", {}, element("figcaption", {}, title), barChart(title, bars));
}
