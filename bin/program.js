const { createHash } = require("node:crypto");
const { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } =
  require("node:fs");
const Module = require("node:module");
const path = require("node:path");

/**
 * Runs a program of this repository: `node bin/program commands/run.ts people:list`. The program is built into one
 * file, which starts in a quarter of the time that a transpiler takes. The file is kept for as long as the sources
 * and the installed packages stay the same.
 */
const ROOT = path.join(__dirname, "..");
const SOURCES = ["bin", "commands", "functions", "infra", "local", "shared"];
const CACHE = path.join(ROOT, "node_modules", ".cache");
const STORE = path.join(CACHE, "programs");

/** Packages that look for their own files beside their code. */
const EXTERNAL = ["@cloud-copilot/iam-simulate", "dynalite", "esbuild", "mysql2", "pg"];

/** How long a build of earlier sources is kept, because another process may be about to start it. */
const IN_USE_MS = 60 * 60_000;

async function start(program, args) {
  const built = path.join(STORE, `${digestFor(program)}.cjs`);
  if (!existsSync(built)) {
    if (packages(program, args)) require(path.join(ROOT, "local", "stack", "framework-ahead.cjs")).begin();
    keep(await build(program), built);
  }
  process.argv = [process.argv[0], path.join(ROOT, program), ...args];
  // Node 20 does not have it.
  Module.enableCompileCache?.(path.join(CACHE, "compiled"));
  require(built);
}

/** Whether the program packages the service, and so needs the framework. */
const packages = (program, args) => program === "local/start.ts" && !args.includes("--pool-only");

/** A digest of all that the program is built of. */
function digestFor(program) {
  const hash = createHash("sha256");
  const add = (...parts) => {
    for (const part of parts) hash.update(`${part.length}:`).update(part);
  };
  // The build contains the folder of the sources.
  add(program, ROOT);
  const files = SOURCES.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true })
      .filter((name) => /\.[cm]?[jt]s$/.test(name))
      .map((name) => path.join(folder, name))
      .sort(),
  );
  const dependencies = ["package-lock.json", path.join("node_modules", ".package-lock.json")];
  for (const file of [...files, ...dependencies])
    if (existsSync(path.join(ROOT, file))) add(file, readFileSync(path.join(ROOT, file)));
  return hash.digest("hex");
}

async function build(program) {
  const { outputFiles, metafile } = await require("esbuild").build({
    entryPoints: [path.join(ROOT, program)],
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    mainFields: ["module", "main"],
    keepNames: true,
    external: EXTERNAL,
    plugins: [WHERE_SOURCES_ARE],
    logLevel: "error",
  });
  // A change of a file elsewhere would not change the digest.
  const stranger = Object.keys(metafile.inputs).find(
    (file) => !["node_modules", ...SOURCES].includes(file.split("/")[0]),
  );
  if (stranger !== undefined)
    throw new Error(`${stranger} is in none of the folders of which programs are built`);
  return outputFiles[0].contents;
}

/**
 * Replaces `__dirname` by the folder of the source, because the files that are read from there are not part of the
 * build.
 */
const WHERE_SOURCES_ARE = {
  name: "where-sources-are",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path: file }) => ({
      contents: readFileSync(file, "utf8").replaceAll("__dirname", JSON.stringify(path.dirname(file))),
      loader: "ts",
    }));
  },
};

/** Writes the file under another name and renames it, so that nobody starts an incomplete one. */
function keep(code, file) {
  mkdirSync(STORE, { recursive: true });
  const next = `${file}.${process.pid}`;
  writeFileSync(next, code);
  renameSync(next, file);
  for (const name of readdirSync(STORE)) {
    const other = path.join(STORE, name);
    const madeAt = statSync(other, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (other !== file && madeAt < Date.now() - IN_USE_MS) rmSync(other, { force: true });
  }
}

const [entry, ...words] = process.argv.slice(2);
void start(entry, words);
