import { appendFileSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { bundling } from "../../infra/bundling";
import { writtenVariables } from "../../infra/parameters/plugin";
import { configuration, packageFolder } from "../harness/packaged-service";
import { copySources } from "../local/stack/copied-sources";

const ENTRIES = ["functions/domain-events/index.ts", "functions/stack-records/index.ts"] as const;
const [ONE, OTHER] = ENTRIES;

const resolvedBundling = () => {
  const state = readFileSync(path.join(packageFolder(), "serverless-state.json"), "utf8");
  return JSON.parse(state).service.custom.esbuild;
};

let root: string;
let options: BuildOptions;
let others: readonly Plugin[];
let builtTogether: { readonly plugin: Plugin; buildTogether(options: BuildOptions): void };

beforeEach(() => {
  root = copySources();
  const { plugins, exclude, ...packaged } = resolvedBundling();
  builtTogether = require(path.join(root, "infra", "built-together.cjs"));
  others = require(path.join(root, plugins)).filter((plugin: Plugin) => plugin !== builtTogether.plugin);
  options = { ...packaged, external: exclude, absWorkingDir: root };
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Builds a function as the framework's plugin does: its bundle, and the files that this build has read. */
async function packaged(entry: string): Promise<{ readonly bundle: string; readonly read: number }> {
  const outdir = path.join(root, "built", path.dirname(entry));
  const { metafile } = await build({
    ...options,
    entryPoints: [entry],
    outdir,
    plugins: [...others, builtTogether.plugin],
    metafile: true,
    logLevel: "silent",
  });
  const bundle = readFileSync(path.join(outdir, "index.js"), "utf8");
  return { bundle, read: Object.keys(metafile.inputs).length };
}

/** What esbuild makes of a function by itself. */
async function alone(entry: string, plugins = others): Promise<string | undefined> {
  const { outputFiles } = await build({
    ...options,
    entryPoints: [entry],
    plugins: [...plugins],
    write: false,
  });
  return outputFiles[0]?.text;
}

test("a bundle is the one that the function makes by itself, but its build has read one file", async () => {
  const [one, other] = await Promise.all(ENTRIES.map(packaged));
  expect(one).toEqual({ bundle: await alone(ONE), read: 1 });
  expect(other).toEqual({ bundle: await alone(OTHER), read: 1 });
});

test("a function that is built a second time is built of what the sources are by then", async () => {
  const before = await packaged(ONE);
  appendFileSync(path.join(root, ...ONE.split("/")), `export const edited = "edited";\n`);
  const after = await packaged(ONE);
  expect([before, after].map(({ bundle }) => bundle.includes("edited"))).toEqual([false, true]);
});

test("a build that began with other options is nobody's", async () => {
  builtTogether.buildTogether({ ...options, define: { ...options.define, PACKAGED_SOURCE: '"mysql"' } });
  const entry = "functions/user-migration/index.ts";
  expect((await packaged(entry)).bundle).toBe(await alone(entry));
});

test("of a function that does not build, its own build tells, and the others are built", async () => {
  appendFileSync(path.join(root, ...OTHER.split("/")), "const broken = {;");
  await expect(packaged(OTHER)).rejects.toThrow(OTHER);
  expect((await packaged(ONE)).bundle).toBe(await alone(ONE));
});

test("bundles that are kept are taken without a look at the sources, and others only by other options", async () => {
  process.env.KEPT_BUILDS = path.join(root, "kept");
  try {
    const kept = await packaged(ONE);
    appendFileSync(path.join(root, ...ONE.split("/")), `export const edited = "edited";\n`);
    // The second build of a function takes nothing of what the first has made in this process.
    expect(await packaged(ONE)).toEqual(kept);
    options = { ...options, define: { ...options.define, PACKAGED_LINKING: '"verified-email"' } };
    expect((await packaged(ONE)).bundle).toContain("edited");
  } finally {
    delete process.env.KEPT_BUILDS;
  }
});

test("a kept build of infra is taken without a look at the sources", () => {
  const load = () => {
    let infra: object = {};
    jest.isolateModules(() => {
      infra = require(path.join(root, "infra", "typescript.cjs"));
    });
    return Object.keys(infra);
  };
  process.env.KEPT_BUILDS = path.join(root, "kept");
  try {
    const built = load();
    expect(built).toContain("variables");
    appendFileSync(path.join(root, "infra", "index.ts"), "export const edited = true;");
    expect(load()).toEqual(built);
  } finally {
    delete process.env.KEPT_BUILDS;
  }
  expect(load()).toContain("edited");
});

test("who wants no file gets the code of one function", async () => {
  expect(await alone(ONE, [...others, builtTogether.plugin])).toBe(await alone(ONE));
});

test("what begins before the framework has resolved its variables has the same options", async () => {
  const processedInput = { command: "package", options: { stage: "dev" } };
  const variables = writtenVariables({ configurationInput: configuration(), processedInput });
  expect(await bundling(variables)).toEqual(resolvedBundling());
});

test("it does not begin where a parameter depends on a variable", async () => {
  const { params, ...others } = configuration();
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the framework
  const withVariable = { ...params, dev: { ...params.dev, legacySource: "${ssm:/legacy/source}" } };
  const variables = writtenVariables({
    configurationInput: { ...others, params: withVariable },
    processedInput: { command: "package", options: { stage: "dev" } },
  });
  await expect(bundling(variables)).rejects.toThrow("legacySource depends on a variable");
});
