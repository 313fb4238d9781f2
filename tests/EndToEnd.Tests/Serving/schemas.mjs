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
    // To follow a reference, Ajv takes the whole document for a schema.
    this.#ajv.addVocabulary(Object.keys(document));
    this.#document = JSON.parse(JSON.stringify(document), (key, value) => (key === "$ref" ? base + value : value));
    this.#ajv.addSchema(this.#document, base);
  }

  /** The document, whose references are absolute. */
  get document() {
    return this.#document;
  }

  /** What a reference leads to, or the value itself if it is none. */
  follow(value) {
    if (value?.$ref === undefined) return value;
    return value.$ref.slice(base.length + 2).split("/").reduce((at, name) => at[name.replaceAll("~1", "/").replaceAll("~0", "~")], this.#document);
  }

  /** What of a value is not as a schema says: a list of findings. */
  check(value, schema) {
    const validate = this.#ajv.compile(schema);
    return validate(value) ? [] : validate.errors.map(({ instancePath, message, params }) => `${instancePath || "/"} ${message} ${JSON.stringify(params)}`);
  }
}
