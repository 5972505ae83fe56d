const { readdirSync, writeFileSync } = require("node:fs");
const path = require("node:path");

/** One build of all functions: the bundles by their entry points, and the entry points whose bundle has been taken. */
let together = { bundles: undefined, taken: new Set() };

/**
 * A plugin of esbuild. The framework's plugin builds each function by itself, and each of these builds reads the SDK again. With
 * this plugin the first of them builds all functions at once, and each takes its own bundle, which is the same to the byte.
 */
module.exports = {
  name: "built-together",
  setup({ initialOptions: options, onLoad, onEnd, esbuild }) {
    const [entry] = options.entryPoints;
    // A rebuild after an edit takes the code of one function, and writes it by itself.
    if (options.write === false || typeof entry !== "string" || !entry.endsWith("/index.ts")) return;
    let bundle;
    onLoad({ filter: /[\\/]index\.ts$/ }, async () => {
      bundle = await bundleOf(entry, options, esbuild);
      // A function that does not build says so in a build of its own.
      return bundle && { contents: "" };
    });
    onEnd(() => {
      if (bundle !== undefined) writeFileSync(path.join(options.outdir, "index.js"), bundle);
    });
  },
};

async function bundleOf(entry, options, esbuild) {
  // The second build of a function is for sources that may have changed since the first.
  if (together.bundles === undefined || together.taken.has(entry))
    together = { bundles: buildAll(options, esbuild), taken: new Set() };
  together.taken.add(entry);
  return (await together.bundles).get(entry);
}

async function buildAll(options, esbuild) {
  const entries = readdirSync(path.resolve(options.absWorkingDir ?? "", "functions"), { recursive: true })
    .filter((file) => path.basename(file) === "index.ts")
    .map((file) => `functions/${file.split(path.sep).join("/")}`);
  try {
    const { outputFiles } = await esbuild.build({
      ...options,
      entryPoints: entries.map((entry, number) => ({ in: entry, out: String(number) })),
      plugins: options.plugins.filter((plugin) => plugin !== module.exports),
      write: false,
      metafile: false,
      logLevel: "silent",
    });
    const codeOf = new Map(outputFiles.map(({ path: file, contents }) => [path.basename(file), contents]));
    return new Map(entries.map((entry, number) => [entry, codeOf.get(`${number}.js`)]));
  } catch {
    return new Map();
  }
}
