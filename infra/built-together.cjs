const { createHash } = require("node:crypto");
const { writeFileSync } = require("node:fs");
const path = require("node:path");
const { Worker } = require("node:worker_threads");
const { keepBuild, keptBuild } = require("./kept-builds.cjs");

/**
 * The latest build of all functions: its options, the bundles by their entry points, and the entry points whose bundle has been
 * taken.
 */
let together = { key: "", bundles: undefined, taken: new Set() };

/**
 * A plugin of esbuild. The framework's plugin builds each function by itself, and each of these builds reads the SDK again. With
 * this plugin all functions are built at once, and each takes its own bundle, which is the same to the byte.
 */
const plugin = {
  name: "built-together",
  setup({ initialOptions: { entryPoints, outdir, plugins: _, ...options }, onLoad, onEnd }) {
    const [entry] = entryPoints;
    // A rebuild after an edit builds a single function and writes the file itself.
    if (options.write === false || typeof entry !== "string" || !entry.endsWith("/index.ts")) return;
    let bundle;
    onLoad({ filter: /[\\/]index\.ts$/ }, async () => {
      // The second build of a function is for sources that may have changed since the first.
      if (together.key !== keyOf(options) || together.taken.has(entry)) buildTogether(options);
      together.taken.add(entry);
      bundle = (await together.bundles).get(entry);
      // A function that does not build is built alone, so that esbuild reports its own errors.
      return bundle && { contents: "" };
    });
    onEnd(() => {
      if (bundle !== undefined) writeFileSync(path.join(outdir, "index.js"), bundle);
    });
  },
};

/** Starts to build all functions, unless their bundles are kept. */
function buildTogether({ absWorkingDir = process.cwd(), ...options }) {
  const build = `bundles-${createHash("sha256").update(keyOf(options)).digest("hex")}`;
  const bundles = keptBuild(build) ?? bundlesOf({ absWorkingDir, ...options }, build);
  together = { key: keyOf(options), bundles, taken: new Set() };
}

/** esbuild has a thread of its own, because the framework keeps this one busy. */
function bundlesOf(options, build) {
  const worker = new Worker(path.join(__dirname, "all-bundles.cjs"), { workerData: options });
  const none = new Map();
  return new Promise((resolve) => {
    worker
      .once("message", (bundles) => {
        resolve(bundles);
        keepBuild(build, bundles);
      })
      .once("error", () => resolve(none))
      .once("exit", () => resolve(none));
  });
}

const keyOf = ({ absWorkingDir: _, ...options }) => JSON.stringify(Object.entries(options).sort());

module.exports = { plugin, buildTogether };
