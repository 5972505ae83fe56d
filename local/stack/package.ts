import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { onlyFileIn } from "./archive";
import { asArguments, packagedProduct } from "./package-store";
import { bundleFile, readState, STATE, TEMPLATE } from "./packaged-folder";

export interface Packaging {
  readonly stage: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Where template, state and bundles are put. Those of an earlier packaging are replaced. */
  readonly folder: string;
}

/** Puts the service into a folder, packaged as for a deployment and unpacked. */
export async function packageStack({ stage, parameters, folder }: Packaging): Promise<void> {
  unpackStack(await packagedProduct(["--stage", stage, ...asArguments(parameters)]), folder);
}

/** Puts what the framework has packaged into the form that the local edition runs. */
export function unpackStack(product: string, folder: string): void {
  const { functions } = readState(product);
  rmSync(path.join(folder, "functions"), { recursive: true, force: true });
  mkdirSync(path.join(folder, "functions"), { recursive: true });
  for (const { name } of functions) {
    const archive = `${name}.zip`;
    const code = onlyFileIn(readFileSync(path.join(product, archive)), archive);
    writeFileSync(bundleFile(folder, name), code);
  }
  for (const name of [TEMPLATE, STATE]) copyFileSync(path.join(product, name), path.join(folder, name));
}
