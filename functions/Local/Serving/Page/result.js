import * as api from "./api.js";
import { barChart } from "./chart.js";
import { element, table } from "./dom.js";
import { bytes, count } from "./quantities.js";

const mostRows = 200;
const mostBars = 30;

/** The result as a table and, where it has a group and a number for each, as a chart. */
export async function showResult(place, job, signal) {
  const { path, rows, columns } = job.result;
  const name = path.split("/").pop();
  const file = await api.datasets() ? element("a", { href: `/files/${path.split("/").map(encodeURIComponent).join("/")}`, download: name }, path) : path;
  place.hidden = false;
  place.append(element("h2", {}, "Result"), element("p", {}, `${count(rows)} ${rows === 1 ? "row" : "rows"}, ${bytes(job.result.bytes)}: `, file));
  const answer = await api.result(job.jobId, signal);
  const type = answer.headers.get("content-type") ?? "";
  if (!type.startsWith("text/csv")) {
    if (job.result.isInline) place.append(element("pre", { tabindex: "0", "aria-label": "The result" }, await answer.text()));
    return;
  }
  const records = readCsv(await answer.text()).slice(1);
  const isNumber = columns.map(column => column.kind === "number");
  // The first number that tells the groups apart.
  const measure = isNumber.findIndex((is, i) => is && records.some(record => record[i] !== records[0][i]));
  const group = isNumber.indexOf(false);
  if (measure >= 0 && group >= 0 && records.length > 1) {
    const bars = records.slice(0, mostBars).map(record => [record[group], Number(record[measure])]).filter(([, value]) => Number.isFinite(value));
    place.append(barChart(`${columns[measure].name} by ${columns[group].name}${records.length > mostBars ? `, the first ${mostBars}` : ""}`, bars));
  }
  place.append(table("Result", columns.map((column, i) => [column.name, isNumber[i]]), records.slice(0, mostRows)));
  if (records.length > mostRows) place.append(element("p", { class: "hint" }, `The first ${mostRows} rows. The file has all.`));
}

/** RFC 4180. */
export function readCsv(text) {
  const records = [];
  let record = [];
  let field = "";
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (isQuoted) {
      if (letter !== '"') field += letter;
      else if (text[i + 1] === '"') field += text[++i];
      else isQuoted = false;
    } else if (letter === '"') {
      isQuoted = true;
    } else if (letter === "," || letter === "\n") {
      record.push(field);
      field = "";
      if (letter === "\n") {
        records.push(record);
        record = [];
      }
    } else if (letter !== "\r") {
      field += letter;
    }
  }
  if (field || record.length) records.push([...record, field]);
  return records;
}
