/**
 * The rows of a small result as texts, in the order of its columns; null for a result that is no rows.
 *
 * @param type The content type it came with.
 */
export function readRows(type, text, columns) {
  if (type.startsWith("text/csv")) return readCsv(text).slice(1);
  const found = type === "application/jsonl" ? text.split("\n").filter(line => line).map(readJson) : readJson(text);
  return Array.isArray(found) ? found.map(row => columns.map(({ name }) => String(row[name] ?? ""))) : null;
}

/** Numbers stay the texts that they are: a double has fewer digits than a result. */
const readJson = text => JSON.parse(text, (_, value, context) => typeof value === "number" ? context?.source ?? value : value);

/** RFC 4180. */
function readCsv(text) {
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
