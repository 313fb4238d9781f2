// An OpenAPI document and its schemas, compiled by Ajv as JSON Schema 2020-12.
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const base = "openapi.json";

export const read = (file) => JSON.parse(readFileSync(file, "utf8"));

export class Schemas {
  #ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
  #document;

  constructor(document) {
    addFormats.default(this.#ajv);
    // Ajv resolves references only within a schema, so the whole document is added as one.
    this.#ajv.addVocabulary(Object.keys(document));
    this.#document = JSON.parse(JSON.stringify(document), (key, value) => (key === "$ref" ? base + value : value));
    this.#ajv.addSchema(this.#document, base);
  }

  /** The document, with absolute references. */
  get document() {
    return this.#document;
  }

  /** Resolves a reference; returns other values as they are. */
  follow(value) {
    if (value?.$ref === undefined) return value;
    const names = value.$ref.slice(base.length + 2).split("/");
    return names.reduce((at, name) => at[name.replaceAll("~1", "/").replaceAll("~0", "~")], this.#document);
  }

  /** Validates a value; returns a list of errors. */
  check(value, schema) {
    const validate = this.#ajv.compile(schema);
    if (validate(value)) return [];
    return validate.errors.map(({ instancePath, message, params }) =>
      `${instancePath || "/"} ${message} ${JSON.stringify(params)}`);
  }
}
