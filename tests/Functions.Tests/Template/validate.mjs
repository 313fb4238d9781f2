// Prints the findings of @aws/cloudformation-validate: one line for each template, a JSON array of strings.
// Usage: node validate.mjs PARAMETERS TEMPLATE...; PARAMETERS is JSON.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { CelEngine, TemplateFile } = require("@aws/cloudformation-validate");

const [parameters, ...templates] = process.argv.slice(2);
const engine = new CelEngine();
for (const template of templates) {
  const report = engine.validateStandard(new TemplateFile(template), {
    strict: true,
    severityLevel: "WARN",
    parameterOverrides: JSON.parse(parameters),
    exclude: {
      // It does not see that an output's Fn::If tests that same condition. Our own reference check does.
      ids: ["W1001"],
      // It tries the parameter value NEVER, which the Fn::If has excluded.
      resourceIds: [{ ruleId: "W3030", resourceId: "FileSystem" }],
    },
  });
  const findings = report.diagnostics.map(({ severity, ruleId, entity, propertyPath, message }) =>
    `${severity} ${ruleId} ${entity?.logicalId} ${propertyPath}: ${message}`);
  console.log(JSON.stringify(findings));
}
engine.free();
