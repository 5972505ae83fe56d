const { buildSync } = require("esbuild");
const path = require("node:path");
const { keepBuild, keptBuild } = require("./kept-builds.cjs");

/** The framework takes CommonJS only. All of infra's TypeScript is built once in each of its runs, unless it is kept. */
const NAME = "infra.js";
const kept = keptBuild("infra")?.get(NAME).toString();
const code = kept ?? built();
if (kept === undefined) keepBuild("infra", [[NAME, code]]);

function built() {
  const { outputFiles } = buildSync({
    entryPoints: [path.join(__dirname, "index.ts")],
    bundle: true,
    write: false,
    format: "cjs",
    platform: "node",
    mainFields: ["module", "main"],
  });
  return outputFiles[0].text;
}

const result = { exports: {} };
new Function("module", "exports", "require", code)(result, result.exports, require);

module.exports = result.exports;
