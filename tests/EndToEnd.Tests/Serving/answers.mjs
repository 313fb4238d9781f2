// Holds real answers against OpenAPI documents. Prints for each document a line, a JSON array of texts: what an answer
// has that is not described, and which statuses of operations were not met.
// Usage: node answers.mjs ANSWERS EXEMPT DOCUMENT...
// ANSWERS is a file with an array of { method, path, status, headers, body }; EXEMPT is a JSON array of statuses.
import { Schemas, read } from "./schemas.mjs";

const [answersFile, exempt, ...documents] = process.argv.slice(2);
const answers = read(answersFile);
const notExpected = new Set(JSON.parse(exempt));

function* check(document) {
  const schemas = new Schemas(document);
  const paths = Object.entries(schemas.document.paths).map(([template, { parameters, ...operations }]) => ({
    template,
    pattern: new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`),
    operations,
  }));
  const met = new Set();

  for (const { method, path, status, headers, body } of answers) {
    const at = `${method} ${path} ${status}`;
    const found = paths.find(({ pattern }) => pattern.test(path.split("?")[0]));
    if (found === undefined) {
      yield `${at}: no such path`;
      continue;
    }
    // What other methods are answered is described with each operation of the path.
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
    if (status === 405 && `${headers.allow?.toLowerCase().split(", ").sort()}` !== `${Object.keys(found.operations).sort()}`)
      yield `${at}: allows ${headers.allow}`;
  }
  for (const { template, operations } of paths)
    for (const [name, { responses }] of Object.entries(operations))
      for (const status of Object.keys(responses))
        if (!met.has(`${name} ${template} ${status}`) && !notExpected.has(Number(status))) yield `${name} ${template} ${status}: not met`;

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
