import { readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type BuildOptions, build, formatMessages, type Message } from "esbuild";
import { folderOf, type LambdaFunction } from "../lambda/function";
import { readState } from "./packaged-folder";
import { sourceLine } from "./source-line";
import { watchFolders } from "./watched-folders";

/** A function whose present sources do not build. Its earlier bundle stays. */
export interface BrokenFunction {
  readonly name: string;
  /** The message of esbuild, for people. */
  readonly error: string;
}

export interface Freshness {
  /** The functions whose code has changed since the last call. */
  readonly changed: readonly LambdaFunction[];
  readonly broken: readonly BrokenFunction[];
}

export interface SourceWatch {
  /** Rebuilds the functions that have been edited since the last call. Without an edit, the call costs nothing. */
  freshBundles(): Promise<Freshness>;
  /**
   * The place in the sources where an error of a function was thrown, by the frames of its stack:
   * `functions/pre-sign-up/handler.ts:42`. Undefined if the sources have changed since, or no frame leads to one of
   * them.
   */
  locate(functionName: string, stack: readonly string[]): Promise<string | undefined>;
  stop(): void;
}

interface Sources {
  /** The folder of the repository. */
  readonly root: string;
  /** The folder that `packageStack` has written. */
  readonly folder: string;
}

/** Options of the esbuild plugin that esbuild itself does not know. */
const OF_THE_PLUGIN = [
  "concurrency",
  "config",
  "disposeContext",
  "exclude",
  "installExtraArgs",
  "keepOutputDirectory",
  "nativeZip",
  "outputBuildFolder",
  "outputFileExtension",
  "outputWorkFolder",
  "packagePath",
  "packager",
  "packagerOptions",
  "skipBuild",
  "skipBuildExcludeFns",
  "skipRebuild",
  "stripEntryResolveExtensions",
  "watch",
  "zipConcurrency",
];

/** Watches the sources of the functions, and builds them as packaging does. */
export function watchSources(functions: readonly LambdaFunction[], { root, folder }: Sources): SourceWatch {
  const options = buildOptions(readState(folder).esbuild, root);
  const edited = new Set<LambdaFunction>();
  const broken = new Map<string, string>();
  const maps = new Map<LambdaFunction, Bundle>();
  const watch = watchFolders(root, ["functions", "shared"], (file) => {
    for (const lambda of functions) if (isSourceOf(lambda, file)) edited.add(lambda);
  });

  let rebuilding: Promise<unknown> = Promise.resolve();
  const rebuild = async (): Promise<Freshness> => {
    const due = [...edited];
    edited.clear();
    const rebuildOne = async (lambda: LambdaFunction): Promise<boolean> => {
      const { name } = lambda;
      try {
        const { code } = await bundle(lambda, options);
        broken.delete(name);
        return replace(lambda.file, code);
      } catch (error) {
        broken.set(name, await describe(error));
        return false;
      }
    };
    const differs = await Promise.all(due.map(rebuildOne));
    const changed = due.filter((_, position) => differs[position]);
    return { changed, broken: brokenFunctions() };
  };
  const brokenFunctions = () => [...broken].map(([name, error]) => ({ name, error }));

  return {
    freshBundles() {
      // Rebuilds run one after the other, so that no caller hears of a bundle before it is written.
      const fresh = rebuilding.then(() =>
        edited.size === 0 ? { changed: [], broken: brokenFunctions() } : rebuild(),
      );
      rebuilding = fresh.catch(() => {});
      return fresh;
    },
    async locate(functionName, stack) {
      const lambda = functions.find(({ name }) => name === functionName);
      if (lambda === undefined) return undefined;
      const code = readFileSync(lambda.file);
      let mapped = maps.get(lambda);
      if (mapped === undefined || !code.equals(mapped.code)) {
        // Maps are built only when they are needed: deployed bundles have none, and the start need not wait for them.
        mapped = await bundle(lambda, { ...options, sourcemap: "external" }).catch(() => undefined);
        if (mapped?.map === undefined || !code.equals(mapped.code)) return undefined;
        maps.set(lambda, mapped);
      }
      return mapped.map && sourceLine(stack, path.basename(lambda.file), mapped.map);
    },
    stop: () => watch.close(),
  };
}

/** A function's sources are its own folder and shared/. No function imports another. */
function isSourceOf(lambda: LambdaFunction, file: string): boolean {
  const changed = `${file.split(path.sep).join("/")}/`;
  const own = `${folderOf(lambda)}/`;
  // A change of a parent folder may affect the function's own folder.
  return changed.startsWith("shared/") || changed.startsWith(own) || own.startsWith(changed);
}

function buildOptions(esbuild: Readonly<Record<string, unknown>>, root: string): BuildOptions {
  const exclude = Array.isArray(esbuild.exclude) ? esbuild.exclude : [];
  const external = Array.isArray(esbuild.external) ? esbuild.external : [];
  const { plugins } = esbuild;
  return {
    ...Object.fromEntries(Object.entries(esbuild).filter(([name]) => !OF_THE_PLUGIN.includes(name))),
    // In serverless.yml, this is the file that exports the plugins.
    plugins: typeof plugins === "string" ? require(path.join(root, plugins)) : [],
    external: [...external, ...exclude.filter((name) => name !== "*")],
    absWorkingDir: root,
    logLevel: "silent",
  };
}

interface Bundle {
  readonly code: Uint8Array;
  /** Undefined unless the options ask for a map. */
  readonly map: string | undefined;
}

async function bundle(lambda: LambdaFunction, options: BuildOptions): Promise<Bundle> {
  const { name } = lambda;
  const { outputFiles } = await build({
    ...options,
    entryPoints: [`${folderOf(lambda)}/index.ts`],
    outfile: `${name}.js`,
    write: false,
  });
  const code = outputFiles.find(({ path: file }) => file.endsWith(".js"))?.contents;
  if (code === undefined) throw new Error(`esbuild has made nothing of ${name}`);
  return { code, map: outputFiles.find(({ path: file }) => file.endsWith(".js.map"))?.text };
}

/** True if the file had other content. It is replaced atomically, so that no reader finds a partial bundle. */
function replace(file: string, code: Uint8Array): boolean {
  if (readFileSync(file).equals(code)) return false;
  const next = `${file}.next`;
  writeFileSync(next, code);
  renameSync(next, file);
  return true;
}

async function describe(error: unknown): Promise<string> {
  const { errors } = error as { errors?: readonly Message[] };
  if (errors === undefined) return String(error);
  return (await formatMessages([...errors], { kind: "error" })).join("").trim();
}
