/**
 * Parses a small result into rows of strings, in the order of its columns; null if the result is not made of rows.
 *
 * @param type The content type of the response.
 */
export function readRows(type, text, columns) {
  if (type.startsWith("text/csv")) return readCsv(text).slice(1);
  const found = type === "application/jsonl"
    ? text.split("\n").filter(line => line).map(readJson)
    : readJson(text);
  return Array.isArray(found) ? found.map(row => columns.map(({ name }) => String(row[name] ?? ""))) : null;
}

/** Keeps the digits of numbers: they can have more than fit into a double. */
const readJson = text => JSON.parse(text, (_, value, context) =>
  typeof value === "number" ? context?.source ?? value : value);

/** RFC 4180. */
function readCsv(text) {
  const records = [];
  let record = [];
  let field = "";
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (isQuoted) {
      if (character !== '"') field += character;
      else if (text[i + 1] === '"') field += text[++i];
      else isQuoted = false;
    } else if (character === '"') {
      isQuoted = true;
    } else if (character === "," || character === "\n") {
      record.push(field);
      field = "";
      if (character === "\n") {
        records.push(record);
        record = [];
      }
    } else if (character !== "\r") {
      field += character;
    }
  }
  if (field || record.length) records.push([...record, field]);
  return records;
}
