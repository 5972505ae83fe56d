import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { LambdaFunction } from "../../../local/lambda/function";

export interface Bundles {
  readonly folder: string;
  /** A function with this code, as the stack would describe it. */
  write(name: string, code: string, changes?: Partial<LambdaFunction>): LambdaFunction;
  remove(): void;
}

/** A folder of small bundles, written by hand. */
export function startBundles(): Bundles {
  const folder = mkdtempSync(path.join(tmpdir(), "lambda-"));
  return {
    folder,
    write(name, code, changes) {
      const file = path.join(folder, `${name}.js`);
      writeFileSync(file, code);
      return {
        name,
        handler: `functions/${name}/index.handler`,
        file,
        environment: {},
        timeoutSeconds: 5,
        memoryMb: 128,
        reservedConcurrency: undefined,
        ...changes,
      };
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
