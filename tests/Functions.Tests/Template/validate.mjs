// Prints what @aws/cloudformation-validate finds in templates: for each a line, a JSON array of texts.
// Usage: node validate.mjs PARAMETERS TEMPLATE..., in the folder of node_modules; PARAMETERS is a JSON object.
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.cwd(), "package.json"));
const { CelEngine, TemplateFile } = require("@aws/cloudformation-validate");

const [parameters, ...templates] = process.argv.slice(2);
const engine = new CelEngine();
for (const template of templates) {
  const report = engine.validateStandard(new TemplateFile(template), {
    strict: true,
    severityLevel: "WARN",
    parameterOverrides: JSON.parse(parameters),
    exclude: {
      // It does not see that an output's Fn::If asks for the very condition. Our own check of references does.
      ids: ["W1001"],
      // It tries NEVER, which is a choice of the parameter, where the Fn::If has just left it out.
      resourceIds: [{ ruleId: "W3030", resourceId: "FileSystem" }],
    },
  });
  const findings = report.diagnostics.map(({ severity, ruleId, entity, propertyPath, message }) =>
    `${severity} ${ruleId} ${entity?.logicalId} ${propertyPath}: ${message}`);
  console.log(JSON.stringify(findings));
}
engine.free();
