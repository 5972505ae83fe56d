import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import { bundleFile, readState, STATE, TEMPLATE } from "./packaged-folder";
import { runServerless } from "./serverless-command.cjs";

export interface Packaging {
  readonly stage: string;
  /** What `--param` gives; a value that is not text goes as JSON. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Where template, state and bundles are put. Those of an earlier packaging are replaced. */
  readonly folder: string;
}

/** Packages the service as for a deployment, and unpacks the functions. What goes wrong is in the error in full. */
export async function packageStack({ stage, parameters, folder }: Packaging): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(path.join(realpathSync(folder), "packaging-"));
  try {
    const given = Object.entries(parameters).map(
      ([name, value]) => `--param=${name}=${typeof value === "string" ? value : JSON.stringify(value)}`,
    );
    const { succeeded, output } = await runServerless(["package", "--stage", stage, ...given], work);
    if (!succeeded) throw new Error(`the service could not be packaged\n${output.trim()}`);
    unpackStack(path.join(work, ".serverless"), folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Puts what the framework has packaged into the form that the local edition runs. */
export function unpackStack(product: string, folder: string): void {
  const { functions } = readState(product);
  rmSync(path.join(folder, "functions"), { recursive: true, force: true });
  mkdirSync(path.join(folder, "functions"), { recursive: true });
  for (const { name } of functions) {
    const archive = unzipSync(readFileSync(path.join(product, `${name}.zip`)));
    const [code, ...others] = Object.values(archive);
    if (code === undefined || others.length > 0)
      throw new Error(`${name}.zip holds ${Object.keys(archive).join(", ") || "nothing"}, not one bundle`);
    writeFileSync(bundleFile(folder, name), code);
  }
  for (const name of [TEMPLATE, STATE]) copyFileSync(path.join(product, name), path.join(folder, name));
}
