import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import { asArguments, packagedProduct } from "./package-store";
import { bundleFile, readState, STATE, TEMPLATE } from "./packaged-folder";

export interface Packaging {
  readonly stage: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The folder for the template, the state and the bundles. Those of an earlier packaging are replaced. */
  readonly folder: string;
}

/** Packages the service as for a deployment, and unpacks it into a folder. */
export async function packageStack({ stage, parameters, folder }: Packaging): Promise<void> {
  unpackStack(await packagedProduct(["--stage", stage, ...asArguments(parameters)]), folder);
}

/** Unpacks the framework's package into the form that the local edition runs. */
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
