const { buildSync } = require("esbuild");
const path = require("node:path");

const loaded = new Map();

/** Loads a module of the functions, so that packaging goes by the same code as they do at their start. */
function loadTypeScript(file) {
  if (!loaded.has(file)) loaded.set(file, load(path.join(__dirname, "..", file)));
  return loaded.get(file);
}

function load(entryPoint) {
  const { outputFiles } = buildSync({
    entryPoints: [entryPoint],
    bundle: true,
    write: false,
    format: "cjs",
    platform: "node",
    mainFields: ["module", "main"],
  });
  const result = { exports: {} };
  new Function("module", "exports", "require", outputFiles[0].text)(result, result.exports, require);
  return result.exports;
}

/** What a function would have against a setting, without the name of the setting; undefined for nothing. */
function mistakeAtStart(read) {
  try {
    read();
  } catch (error) {
    if (error.name !== "FaultError") throw error;
    return error.message.replace(/^[A-Z_]+: /, "");
  }
  return undefined;
}

module.exports = { loadTypeScript, mistakeAtStart };
