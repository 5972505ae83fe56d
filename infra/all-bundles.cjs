const { readdirSync } = require("node:fs");
const path = require("node:path");
const { parentPort, workerData } = require("node:worker_threads");
const { build } = require("esbuild");
const plugins = require("./esbuild-plugins.cjs");

/** Runs in the thread that built-together.cjs starts, and posts the bundles of all functions by their entry points. */
async function post(options) {
  const entries = readdirSync(path.join(options.absWorkingDir, "functions"), { recursive: true })
    .filter((file) => path.basename(file) === "index.ts")
    .map((file) => `functions/${file.split(path.sep).join("/")}`);
  const { outputFiles } = await build({
    ...options,
    entryPoints: entries.map((entry, number) => ({ in: entry, out: String(number) })),
    outdir: ".",
    plugins: plugins.filter(({ name }) => name !== "built-together"),
    write: false,
    metafile: false,
    logLevel: "silent",
  });
  const codeOf = new Map(outputFiles.map(({ path: file, contents }) => [path.basename(file), contents]));
  parentPort.postMessage(new Map(entries.map((entry, number) => [entry, codeOf.get(`${number}.js`)])));
}

void post(workerData);
