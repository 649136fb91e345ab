// Validates SARIF files against the schema of 2.1.0.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const Ajv = require("ajv");
const lib = dirname(require.resolve("@microsoft/jest-sarif"));
const schema = JSON.parse(readFileSync(join(lib, "schemas", "sarif-2.1.0-rtm.5.json"), "utf8"));
const ajv = new Ajv({ allErrors: true, unknownFormats: "ignore", schemaId: "auto", meta: false });
for (const draft of ["04", "06", "07"]) {
  const meta = JSON.parse(readFileSync(require.resolve(`ajv/lib/refs/json-schema-draft-${draft}.json`), "utf8"));
  ajv.addMetaSchema(meta);
}
const validate = ajv.compile(schema);
for (const file of process.argv.slice(2)) {
  if (!validate(JSON.parse(readFileSync(file, "utf8")))) {
    console.error(file, JSON.stringify(validate.errors.slice(0, 5), null, 1));
    process.exitCode = 1;
  }
}
