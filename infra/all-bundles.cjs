const { createHash, randomUUID } = require("node:crypto");
const {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} = require("node:fs");
const path = require("node:path");
const { parentPort, workerData } = require("node:worker_threads");
const { build } = require("esbuild");
const plugins = require("./esbuild-plugins.cjs");

/** Runs in the thread that built-together.cjs starts, and posts the bundles of all functions by their entry points. */
async function post({ options, folder }) {
  const entries = readdirSync(path.join(options.absWorkingDir, "functions"), { recursive: true })
    .filter((file) => path.basename(file) === "index.ts")
    .map((file) => `functions/${file.split(path.sep).join("/")}`);
  const kept = folder && keptBundles(folder, options, entries);
  let bundles = kept?.read();
  if (bundles === undefined) {
    bundles = await bundlesOf(entries, options);
    kept?.keep(bundles);
  }
  parentPort.postMessage(bundles);
}

async function bundlesOf(entries, options) {
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
  return new Map(entries.map((entry, number) => [entry, codeOf.get(`${number}.js`)]));
}

/**
 * Most parameters change the template and not the code. To package the same sources repeatedly, name a folder for their bundles
 * in KEPT_BUNDLES, and a different folder for different sources. A deployment names none.
 */
function keptBundles(folder, { absWorkingDir: _, ...options }, entries) {
  const digest = createHash("sha256").update(JSON.stringify(options)).digest("hex");
  const bundles = path.join(folder, digest);
  const fileOf = (place, number) => path.join(place, `${number}.js`);
  return {
    read() {
      if (!existsSync(bundles)) return undefined;
      return new Map(entries.map((entry, number) => [entry, readFileSync(fileOf(bundles, number))]));
    },
    keep(made) {
      const place = path.join(folder, `making-${randomUUID()}`);
      mkdirSync(place, { recursive: true });
      for (const [number, entry] of entries.entries()) writeFileSync(fileOf(place, number), made.get(entry));
      try {
        renameSync(place, bundles);
      } catch {
        // Another process has stored the same bundles in the meantime.
        rmSync(place, { recursive: true });
      }
    },
  };
}

void post(workerData);
