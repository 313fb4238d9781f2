// Validates OpenAPI documents. Prints one line per document, a JSON array of errors.
// Usage: node document.mjs DOCUMENT...
import { Validator } from "@seriousme/openapi-schema-validator";
import { Schemas, read } from "./schemas.mjs";

/** Every schema with its place, without the schemas inside it. */
function* schemasIn(value, place) {
  for (const [name, inner] of Object.entries(value ?? {})) {
    if (typeof inner !== "object") continue;
    if (name === "schema" || place === "/components/schemas") yield [`${place}/${name}`, inner];
    else yield* schemasIn(inner, `${place}/${name}`);
  }
}

/** Errors in schemas: they must compile, and their examples must be valid. */
function* schemaFindings(document) {
  const schemas = new Schemas(document);
  for (const [place, schema] of schemasIn(schemas.document, "")) {
    try {
      schemas.check({}, schema);
      for (const example of schema.examples ?? [])
        yield* schemas.check(example, schema).map((finding) => `${place}, example ${finding}`);
    } catch (error) {
      yield `${place}: ${error.message}`;
    }
  }
}

/** Rules that the schema of OpenAPI lacks: operation ids are unique, and templates in paths have a parameter. */
function* pathFindings(document) {
  const schemas = new Schemas(document);
  const ids = new Set();
  for (const [path, { parameters = [], ...operations }] of Object.entries(schemas.document.paths)) {
    const inPath = parameters.map((one) => schemas.follow(one)).filter((one) => one.in === "path");
    const named = inPath.map((one) => `{${one.name}}`);
    if (`${path.match(/\{\w+\}/g) ?? ""}` !== `${named}`) yield `${path} has the parameters ${named}`;
    for (const { operationId } of Object.values(operations)) {
      if (ids.has(operationId)) yield `${operationId} is not unique`;
      ids.add(operationId);
    }
  }
}

for (const file of process.argv.slice(2)) {
  const { valid, errors } = await new Validator().validate(read(file));
  const textOf = (error) => (typeof error === "string" ? error : `${error.instancePath} ${error.message}`);
  const findings = valid
    ? [...schemaFindings(read(file)), ...pathFindings(read(file))]
    : [errors].flat().map(textOf);
  console.log(JSON.stringify(findings));
}
