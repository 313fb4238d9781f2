import * as api from "./api.js";
import { barChart } from "./chart.js";
import { element, table } from "./dom.js";
import { bytes, count } from "./quantities.js";
import { readRows } from "./rows.js";

const mostRows = 200;
const mostBars = 30;

/** The result as a table and, where it has groups and a number for each, as a chart. */
export async function showResult(place, job, signal) {
  const { path, rows, columns } = job.result;
  const name = path.split("/").pop();
  const file = await api.datasets() ? element("a", { href: `/files/${path.split("/").map(encodeURIComponent).join("/")}`, download: name }, path) : path;
  place.hidden = false;
  place.append(element("h2", {}, "Result"), element("p", {}, `${count(rows)} ${rows === 1 ? "row" : "rows"}, ${bytes(job.result.bytes)}: `, file));
  if (!job.result.isInline) return;
  const answer = await api.result(job.jobId, signal);
  const text = await answer.text();
  const records = readRows(answer.headers.get("content-type"), text, columns);
  if (records) showRows(place, columns, records);
  else place.append(element("pre", { tabindex: "0", "aria-label": "The result" }, text));
}

function showRows(place, columns, records) {
  const isNumber = columns.map(column => column.kind === "number");
  const keys = columns.flatMap((column, i) => column.isKey ? [i] : []);
  // The first number that differs between groups.
  const measure = columns.findIndex((column, i) => isNumber[i] && !column.isKey && records.some(record => record[i] !== records[0][i]));
  if (keys.length && measure >= 0) {
    const name = record => keys.map(i => record[i]).join(", ");
    const bars = records.slice(0, mostBars).filter(record => record[measure] !== "").map(record => [name(record), Number(record[measure]), record[measure]]);
    const title = `${columns[measure].name} by ${name(columns.map(column => column.name))}${records.length > mostBars ? `, the first ${mostBars}` : ""}`;
    place.append(element("figure", {}, element("figcaption", {}, title), barChart(title, bars)));
  }
  place.append(table("Result", columns.map((column, i) => [column.name, isNumber[i]]), records.slice(0, mostRows)));
  if (records.length > mostRows) place.append(element("p", { class: "hint" }, `The first ${mostRows} rows. The file has all.`));
}
