import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type BuildOptions, build } from "esbuild";
import { zipSync } from "fflate";
import type { Serverless } from "./framework";

interface PackagedFunction {
  readonly handler: string;
  /** Where the framework finds an archive that it need not make. */
  package?: { readonly artifact: string };
}

/** What is packaged, once variables have their values. */
interface Packaged {
  readonly serviceDir: string;
  readonly service: {
    readonly functions: Readonly<Record<string, PackagedFunction>>;
    readonly custom: { readonly esbuild: EsbuildSettings };
  };
}

/** esbuild's own options; its plugins are in a file that exports them. */
type EsbuildSettings = Omit<BuildOptions, "plugins"> & { readonly plugins: string };

/**
 * Bundles the functions as `custom.esbuild` in serverless.yml says, and puts each into an archive of its own. All are built at
 * once, so that what several of them need is read once.
 */
export class BundlesPlugin {
  readonly hooks: Readonly<Record<string, () => Promise<void>>>;

  constructor(serverless: Packaged & Pick<Serverless, "classes">, options: { readonly function?: string }) {
    this.hooks = {
      "before:package:createDeploymentArtifacts": () => archive(serverless, () => true),
      "before:deploy:function:packageFunction": () =>
        archive(serverless, (name) => name === options.function),
    };
  }
}

/** What it always says, so that the same code makes the same archive. */
const ARCHIVED = { mtime: "1980-01-01", os: 3, attrs: 0o100_644 << 16 };

async function archive(
  { classes, service, serviceDir }: Packaged & Pick<Serverless, "classes">,
  isWanted: (name: string) => boolean,
): Promise<void> {
  const { plugins, ...settings } = service.custom.esbuild;
  const functions = Object.entries(service.functions)
    .filter(([name]) => isWanted(name))
    .map(([name, lambda]) => ({ name, lambda }));
  const { outputFiles } = await build({
    ...settings,
    plugins: require(path.join(serviceDir, plugins)),
    entryPoints: functions.map(({ lambda }) => ({ in: `${moduleOf(lambda)}.ts`, out: moduleOf(lambda) })),
    outdir: serviceDir,
    absWorkingDir: serviceDir,
    write: false,
    logLevel: "silent",
  }).catch((error: Error) => {
    throw new classes.Error(error.message, "FUNCTIONS_DO_NOT_BUILD");
  });
  mkdirSync(path.join(serviceDir, ".serverless"), { recursive: true });
  const built = new Map(outputFiles.map(({ path: file, contents }) => [file, contents]));
  for (const { name, lambda } of functions) {
    const bundle = `${moduleOf(lambda)}.js`;
    const code = built.get(path.join(serviceDir, bundle));
    if (code === undefined) throw new classes.Error(`esbuild has made nothing of ${name}`, "NO_BUNDLE");
    const artifact = path.join(".serverless", `${name}.zip`);
    writeFileSync(path.join(serviceDir, artifact), zipSync({ [bundle]: [code, ARCHIVED] }));
    lambda.package = { artifact };
  }
}

/** `functions/pre-sign-up/index` of `functions/pre-sign-up/index.handler`. */
const moduleOf = ({ handler }: PackagedFunction): string => handler.replace(/\.[^./]+$/, "");
