import { copyFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import type * as FrameworkAhead from "./framework-ahead.cjs";

/** Loaded from the sources and not built in, because bin/program.js, which is not built, has to share its state. */
const framework: typeof FrameworkAhead = require(path.join(__dirname, "framework-ahead.cjs"));

export const REPOSITORY = path.join(__dirname, "..", "..");

/** The parts of a repository that packaging reads, besides the installed packages. */
export const SOURCE_FOLDERS = ["functions", "infra", "shared"];
export const SOURCE_FILES = ["package.json", "serverless.yml", "tsconfig.json"];

export interface Surroundings {
  readonly root?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Runs a command of the Serverless Framework in an empty folder, and leaves the result in its `.serverless`. Each
 * run needs a folder of its own, because the framework and its esbuild plugin write to fixed places in the folder
 * that they are called in.
 */
export function runServerless(
  args: readonly string[],
  folder: string,
  { root = REPOSITORY, environment = {} }: Surroundings = {},
): Promise<FrameworkAhead.FrameworkRun> {
  linkSources(root, folder);
  const program = path.join(root, "node_modules", "serverless", "bin", "serverless.js");
  return framework.run({ program, args, folder, environment });
}

/** Prepares the folder in which the framework is called. */
export function linkSources(root: string, folder: string): void {
  // Folders are linked. Files are copied, because the service file itself must be a real one.
  // On Windows, only a junction asks for no privilege; elsewhere the word means nothing.
  for (const name of [...SOURCE_FOLDERS, "node_modules"])
    symlinkSync(path.join(root, name), path.join(folder, name), "junction");
  for (const name of SOURCE_FILES) copyFileSync(path.join(root, name), path.join(folder, name));
}

/** Ends the process that has begun to load the framework, because no command will come. */
export const dismissFramework = framework.dismiss;
