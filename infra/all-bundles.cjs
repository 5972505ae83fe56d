const { readdirSync } = require("node:fs");
const path = require("node:path");
const { parentPort, workerData } = require("node:worker_threads");
const { build } = require("esbuild");
const plugins = require("./esbuild-plugins.cjs");

/** The thread of built-together.cjs: it posts the bundles of all functions, by their entry points. */
async function post({ absWorkingDir, ...options }) {
  const entries = readdirSync(path.join(absWorkingDir, "functions"), { recursive: true })
    .filter((file) => path.basename(file) === "index.ts")
    .map((file) => `functions/${file.split(path.sep).join("/")}`);
  const { outputFiles } = await build({
    ...options,
    absWorkingDir,
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
