const { buildSync } = require("esbuild");
const path = require("node:path");
const { keepBuild, keptBuild } = require("./kept-builds.cjs");

const FILE = "index.js";

/** The framework takes CommonJS only. All of infra's TypeScript is built once in each of its runs, unless that build is kept. */
function code() {
  const kept = keptBuild("infra")?.get(FILE);
  if (kept !== undefined) return kept.toString();
  const made = build();
  keepBuild("infra", [[FILE, made]]);
  return made;
}

function build() {
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
new Function("module", "exports", "require", code())(result, result.exports, require);

module.exports = result.exports;
