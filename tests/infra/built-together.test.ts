import { appendFileSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { copySources } from "../local/stack/copied-sources";

const ENTRIES = ["functions/domain-events/index.ts", "functions/stack-records/index.ts"] as const;
const [ONE, OTHER] = ENTRIES;

let root: string;
/** The sources that esbuild has read, as often as it has. */
let read: string[];
let options: BuildOptions;
let builtTogether: Plugin;

beforeEach(() => {
  root = copySources();
  read = [];
  const notes: Plugin = {
    name: "notes",
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path: file }) => void read.push(path.relative(root, file)));
    },
  };
  const plugins: Plugin[] = require(path.join(root, "infra", "esbuild-plugins.cjs"));
  builtTogether = plugins.pop() as Plugin;
  options = {
    absWorkingDir: root,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node20",
    mainFields: ["module", "main"],
    define: { PACKAGED_SOURCE: '"dynamodb"', PACKAGED_SECRETS: '"none"', PACKAGED_LINKING: '"off"' },
    plugins: [...plugins, notes],
    logLevel: "silent",
  };
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Builds a function as the framework's plugin does, and returns its bundle. */
async function bundleOf(entry: string, { plugins = [], ...others } = options): Promise<string> {
  const outdir = path.join(root, "built", path.dirname(entry));
  await build({ ...others, entryPoints: [entry], outdir, plugins: [builtTogether, ...plugins] });
  return readFileSync(path.join(outdir, "index.js"), "utf8");
}

/** What esbuild makes of a function by itself. */
async function aloneOf(entry: string): Promise<string | undefined> {
  const { outputFiles } = await build({ ...options, entryPoints: [entry], write: false });
  return outputFiles?.[0]?.text;
}

test("a bundle is the one that the function makes by itself, and what functions share is read once", async () => {
  const bundles = await Promise.all(ENTRIES.map((entry) => bundleOf(entry)));
  expect(new Set(read).size).toBe(read.length);
  expect(read).toContain("functions/pre-sign-up/index.ts");
  expect(bundles).toEqual([await aloneOf(ONE), await aloneOf(OTHER)]);
});

test("who builds a second time gets what the sources are by then", async () => {
  const before = await bundleOf(ONE);
  appendFileSync(path.join(root, ...ONE.split("/")), `export const edited = "edited";\n`);
  const after = await bundleOf(ONE);
  expect([before.includes("edited"), after.includes("edited")]).toEqual([false, true]);
});

test("of a function that does not build, its own build tells, and the others are built", async () => {
  appendFileSync(path.join(root, ...OTHER.split("/")), "const broken = {;");
  const other = bundleOf(OTHER);
  await expect(other).rejects.toThrow(OTHER);
  expect(await bundleOf(ONE)).toBe(await aloneOf(ONE));
});

test("bundles that are kept are taken without a look at the sources, and others only by other options", async () => {
  process.env.KEPT_BUNDLES = path.join(root, "kept");
  try {
    const bundles = [await bundleOf(ONE), await aloneOf(OTHER)];
    read = [];
    // A second build of a function takes nothing of what its first one has made.
    expect([await bundleOf(ONE), await bundleOf(OTHER)]).toEqual(bundles);
    expect(read).toEqual([]);
    await bundleOf(ONE, { ...options, define: { ...options.define, PACKAGED_LINKING: '"on"' } });
    expect(read).toContain("functions/pre-sign-up/index.ts");
  } finally {
    delete process.env.KEPT_BUNDLES;
  }
});

test("who wants no file gets the code of one function", async () => {
  const { outputFiles } = await build({
    ...options,
    entryPoints: [ONE],
    write: false,
    plugins: [builtTogether, ...(options.plugins ?? [])],
  });
  expect(outputFiles[0]?.text).toBe(await aloneOf(ONE));
  expect(read).not.toContain(OTHER);
});
