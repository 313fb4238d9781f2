// Prints what is wrong with OpenAPI documents: for each a line, a JSON array of texts.
// Usage: node document.mjs DOCUMENT...
import { Validator } from "@seriousme/openapi-schema-validator";
import { Schemas, read } from "./schemas.mjs";

/** Every schema with its place, parts of schemas left out. */
function* schemasIn(value, place) {
  for (const [name, inner] of Object.entries(value ?? {})) {
    if (typeof inner !== "object") continue;
    if (name === "schema" || place === "/components/schemas") yield [`${place}/${name}`, inner];
    else yield* schemasIn(inner, `${place}/${name}`);
  }
}

/** Every schema compiles, and every example of one is valid. */
function* schemaFindings(document) {
  const schemas = new Schemas(document);
  for (const [place, schema] of schemasIn(schemas.document, "")) {
    try {
      schemas.check({}, schema);
      for (const example of schema.examples ?? []) yield* schemas.check(example, schema).map((finding) => `${place}, example ${finding}`);
    } catch (error) {
      yield `${place}: ${error.message}`;
    }
  }
}

/** What only the text of the specification says: ids of operations are distinct, and what a path has in braces is a parameter. */
function* pathFindings(document) {
  const schemas = new Schemas(document);
  const ids = new Set();
  for (const [path, { parameters = [], ...operations }] of Object.entries(schemas.document.paths)) {
    const named = parameters.map((one) => schemas.follow(one)).filter((one) => one.in === "path").map((one) => `{${one.name}}`);
    if (`${path.match(/\{\w+\}/g) ?? ""}` !== `${named}`) yield `${path} has the parameters ${named}`;
    for (const { operationId } of Object.values(operations)) {
      if (ids.has(operationId)) yield `${operationId} is there twice`;
      ids.add(operationId);
    }
  }
}

for (const file of process.argv.slice(2)) {
  const { valid, errors } = await new Validator().validate(read(file));
  const findings = valid ? [] : [errors].flat().map((error) => (typeof error === "string" ? error : `${error.instancePath} ${error.message}`));
  console.log(JSON.stringify(findings.length > 0 ? findings : [...schemaFindings(read(file)), ...pathFindings(read(file))]));
}
