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
  const kept = keptBundles(options, entries);
  const known = kept?.read();
  if (known !== undefined) return known;
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
    const bundles = new Map(entries.map((entry, number) => [entry, codeOf.get(`${number}.js`)]));
    kept?.keep(bundles);
    return bundles;
  } catch {
    return new Map();
  }
}

/**
 * Most parameters change the template and not the code. Who packages the very same sources again and again names a folder for
 * their bundles in KEPT_BUNDLES, another one for other sources. A deployment names none.
 */
function keptBundles({ entryPoints, outdir, absWorkingDir, plugins, ...options }, entries) {
  const { KEPT_BUNDLES: folder } = process.env;
  if (folder === undefined) return undefined;
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
        // Somebody else has kept the same in the meantime.
        rmSync(place, { recursive: true });
      }
    },
  };
}
