// Prints the properties of AWS::Serverless resources that are unknown to @aws-cdk/aws-service-spec or have the wrong
// type: one line for each file of resources, a JSON array of strings.
// Usage: node serverless.mjs FILE...
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(import.meta.url);
const db = require("@aws-cdk/aws-service-spec").loadAwsServiceSpecSync();
const specOf = (type) => db.lookup("resource", "cloudFormationType", "equals", type).only();

// Newer SAM properties that the specification does not have yet.
const newer = {
  "AWS::Serverless::Function": {
    AutoPublishAliasAllProperties: { type: { type: "boolean" } },
    LoggingConfig: specOf("AWS::Lambda::Function").properties.LoggingConfig,
  },
};

const isCall = (value) => Object.keys(value).length === 1 && /^(Ref|Fn::\w+)$/.test(Object.keys(value)[0]);

/** Returns findings where a value does not match a type. */
function check(value, type, path) {
  if (value !== null && typeof value === "object" && !Array.isArray(value) && isCall(value)) {
    const branches = value["Fn::If"];
    return branches ? branches.slice(1).flatMap((branch) => check(branch, type, path)) : [];
  }
  switch (type.type) {
    case "string":
    case "boolean":
      return typeof value === type.type ? [] : [`${path} is not a ${type.type}`];
    case "number":
    case "integer":
      return typeof value === "number" ? [] : [`${path} is not a number`];
    case "array":
      return Array.isArray(value)
        ? value.flatMap((item, i) => check(item, type.element, `${path}/${i}`))
        : [`${path} is not a list`];
    case "map":
      return Object.entries(value).flatMap(([key, item]) => check(item, type.element, `${path}/${key}`));
    case "ref":
      return properties(value, db.get("typeDefinition", type.reference.$ref).properties, path);
    case "union": {
      const each = type.types.map((one) => check(value, one, path));
      return each.some((findings) => findings.length === 0) ? [] : each[0];
    }
    default:
      return [];
  }
}

function properties(value, known, path) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [`${path} is not an object`];
  return Object.entries(value).flatMap(([key, item]) =>
    key in known ? check(item, known[key].type, `${path}/${key}`) : [`${path} has no property ${key}`]);
}

for (const file of process.argv.slice(2)) {
  const findings = Object.entries(JSON.parse(readFileSync(file, "utf8"))).flatMap(([name, { Type, Properties }]) =>
    properties(Properties, { ...specOf(Type).properties, ...newer[Type] }, name));
  console.log(JSON.stringify(findings));
}
