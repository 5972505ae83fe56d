import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import path from "node:path";
import { dismissFramework, REPOSITORY, runServerless, SOURCE_FILES, SOURCE_FOLDERS } from "./framework";

/** The arguments for the parameters. A value that is not a text is passed as JSON. */
export const asArguments = (parameters: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(parameters).map(
    ([name, value]) => `--param=${name}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );

/** A package takes six megabytes with its bundles unpacked. A run of all tests needs about forty packages. */
const KEPT = 60;
/** How long a package is kept at least, because the process that asked for it may still be reading it. */
const IN_USE_MS = 60 * 60_000;

/**
 * Packages the service as for a deployment, and returns the folder of the template and the archives. If the same
 * sources have been packaged before, that folder is returned. Others use the folder as well, so no caller may
 * change it. An error has the framework's whole output.
 *
 * @param args of `serverless package`: the stage and its parameters
 * @param run runs the framework; tests have a quicker way (tests/harness/packager.ts)
 */
export async function packagedProduct(
  args: readonly string[],
  root = REPOSITORY,
  run = runServerless,
): Promise<string> {
  const store = path.join(root, "node_modules", ".cache", "packaged-service");
  const product = path.join(store, fingerprint(args, root));
  if (existsSync(product)) dismissFramework();
  else {
    mkdirSync(store, { recursive: true });
    const work = mkdtempSync(path.join(store, "packaging-"));
    try {
      const environment = { KEPT_BUILDS: path.join(store, `builds-${fingerprint([], root)}`) };
      const { succeeded, output } = await run(["package", ...args], work, { root, environment });
      if (!succeeded) throw new Error(`the service could not be packaged\n${output.trim()}`);
      keep(path.join(work, ".serverless"), product);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
    removeOldest(store);
  }
  const now = new Date();
  utimesSync(product, now, now);
  return product;
}

/** A digest of everything that a package is built from. */
export function fingerprint(args: readonly string[], root: string): string {
  const hash = createHash("sha256");
  const add = (...parts: readonly (string | Buffer)[]) => {
    for (const part of parts) hash.update(`${part.length}:`).update(part);
  };
  add(process.version, process.platform, process.arch, ...args);
  const sources = SOURCE_FOLDERS.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name))),
  );
  // npm writes into the second file what is installed. The first one may have changed since.
  const dependencies = ["package-lock.json", path.join("node_modules", ".package-lock.json")];
  for (const file of [...sources.sort(), ...SOURCE_FILES, ...dependencies])
    if (existsSync(path.join(root, file))) add(file, readFileSync(path.join(root, file)));
  return hash.digest("hex");
}

/** If two processes package the same at once, the second one uses what the first one has kept. */
function keep(made: string, product: string): void {
  try {
    renameSync(made, product);
  } catch (error) {
    if (!existsSync(product)) throw error;
  }
}

function removeOldest(store: string): void {
  const kept = readdirSync(store)
    .map((name) => path.join(store, name))
    .map((folder) => ({ folder, used: statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((one, other) => other.used - one.used);
  for (const { folder, used } of kept.slice(KEPT))
    if (used < Date.now() - IN_USE_MS) rmSync(folder, { recursive: true, force: true });
}
