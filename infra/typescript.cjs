const { buildSync } = require("esbuild");
const path = require("node:path");

/** The framework takes CommonJS only. All of infra's TypeScript is built once in each of its runs. */
const { outputFiles } = buildSync({
  entryPoints: [path.join(__dirname, "index.ts")],
  bundle: true,
  write: false,
  format: "cjs",
  platform: "node",
  mainFields: ["module", "main"],
});
const result = { exports: {} };
new Function("module", "exports", "require", outputFiles[0].text)(result, result.exports, require);

module.exports = result.exports;
