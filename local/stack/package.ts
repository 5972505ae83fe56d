import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import { asArguments, packagedProduct } from "./package-store";
import { bundleFolder, readState, STATE, TEMPLATE } from "./packaged-folder";

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
  rmSync(bundleFolder(folder), { recursive: true, force: true });
  cpSync(unpackedBundles(product), bundleFolder(folder), { recursive: true });
  for (const name of [TEMPLATE, STATE]) copyFileSync(path.join(product, name), path.join(folder, name));
}

/**
 * The folder of the functions' bundles in a package of the framework. They are unpacked once and stay there, because unpacking
 * takes longer than copying.
 */
export function unpackedBundles(product: string): string {
  const unpacked = bundleFolder(product);
  if (existsSync(unpacked)) return unpacked;
  const unpacking = mkdtempSync(`${unpacked}-`);
  try {
    for (const { name } of readState(product).functions) {
      const archive = readFileSync(path.join(product, `${name}.zip`));
      writeFileSync(path.join(unpacking, `${name}.js`), bundleIn(archive, name));
    }
    renameSync(unpacking, unpacked);
  } catch (error) {
    rmSync(unpacking, { recursive: true });
    // Another process may have unpacked them in the meantime.
    if (!existsSync(unpacked)) throw error;
  }
  return unpacked;
}

function bundleIn(archive: Uint8Array, name: string): Uint8Array {
  const files = unzipSync(archive);
  const [code, ...others] = Object.values(files);
  if (code === undefined || others.length > 0)
    throw new Error(`${name}.zip holds ${Object.keys(files).join(", ") || "nothing"}, not one bundle`);
  return code;
}
