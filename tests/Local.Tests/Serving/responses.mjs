// Compares responses with OpenAPI documents. Prints one line per document, a JSON array of strings: what the document
// does not describe, and which statuses of operations did not occur.
// Usage: node responses.mjs RESPONSES EXEMPT DOCUMENT...
// RESPONSES is a file with an array of { method, path, status, headers, body }; EXEMPT is a JSON array of statuses.
import { Schemas, read } from "./schemas.mjs";

const [responsesFile, exempt, ...documents] = process.argv.slice(2);
const recorded = read(responsesFile);
const notExpected = new Set(JSON.parse(exempt));

function* check(document) {
  const schemas = new Schemas(document);
  const paths = Object.entries(schemas.document.paths).map(([template, { parameters, ...operations }]) => ({
    template,
    pattern: new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`),
    operations,
  }));
  const met = new Set();

  for (const { method, path, status, headers, body } of recorded) {
    const at = `${method} ${path} ${status}`;
    const found = paths.find(({ pattern }) => pattern.test(path.split("?")[0]));
    if (found === undefined) {
      yield `${at}: no such path`;
      continue;
    }
    // Every operation of a path describes the response to other methods.
    const own = found.operations[method.toLowerCase()];
    const operations = own ? { [method.toLowerCase()]: own } : found.operations;
    for (const [name, { responses }] of Object.entries(operations)) {
      const response = schemas.follow(responses[status]);
      if (response === undefined) {
        yield `${at}: no such status of ${name}`;
        continue;
      }
      met.add(`${name} ${found.template} ${status}`);
      yield* headersOf(response, headers).map((finding) => `${at}: ${finding}`);
      yield* bodyOf(response, headers, body).map((finding) => `${at}: ${finding}`);
    }
    const allowed = headers.allow?.toLowerCase().split(", ").sort();
    if (status === 405 && `${allowed}` !== `${Object.keys(found.operations).sort()}`)
      yield `${at}: allows ${headers.allow}`;
  }
  for (const { template, operations } of paths)
    for (const [name, { responses }] of Object.entries(operations))
      for (const status of Object.keys(responses)) {
        const place = `${name} ${template} ${status}`;
        if (!met.has(place) && !notExpected.has(Number(status))) yield `${place}: not met`;
      }

  function headersOf(response, headers) {
    return Object.entries(response.headers ?? {}).flatMap(([name, reference]) => {
      const { required, schema } = schemas.follow(reference);
      const value = headers[name.toLowerCase()];
      if (value === undefined) return required ? [`no header ${name}`] : [];
      return schemas.check(value, schema).map((finding) => `header ${name} ${finding}`);
    });
  }

  function bodyOf(response, headers, body) {
    const type = headers["content-type"].split(";")[0];
    const media = response.content[type];
    if (media === undefined) return [`no such content type ${type}`];
    return schemas.check(type.endsWith("json") ? JSON.parse(body) : body, media.schema);
  }
}

for (const file of documents) console.log(JSON.stringify([...check(read(file))]));
