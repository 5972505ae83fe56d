import { execFile } from "node:child_process";
import { copyFileSync, symlinkSync } from "node:fs";
import path from "node:path";

export const REPOSITORY = path.join(__dirname, "..", "..");

/** What packaging reads of a repository, besides what is installed. */
export const SOURCE_FOLDERS = ["functions", "infra", "shared"];
export const SOURCE_FILES = ["package.json", "serverless.yml", "tsconfig.json"];

export interface Surroundings {
  readonly root?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface FrameworkRun {
  readonly succeeded: boolean;
  /** What it wrote. */
  readonly output: string;
}

/**
 * Runs a command of the Serverless Framework in an empty folder, whose `.serverless` then holds its product. The framework and its
 * esbuild plugin work in fixed places of the folder they are called in, where two of them would spoil each other's work.
 */
export function runServerless(
  args: readonly string[],
  folder: string,
  { root = REPOSITORY, environment = {} }: Surroundings = {},
): Promise<FrameworkRun> {
  linkSources(root, folder);
  const command = path.join(root, "node_modules", "serverless", "bin", "serverless.js");
  const env = { ...withoutAccount(process.env), ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, [command, ...args], { cwd: folder, env }, (error, stdout, stderr) =>
      resolve({ succeeded: error === null, output: stdout + stderr }),
    );
  });
}

/** Gives the framework a folder to be called in. */
export function linkSources(root: string, folder: string): void {
  // Folders are linked. Files are copied, because the service file itself must be a real one.
  // On Windows, only a junction asks for no privilege; elsewhere the word means nothing.
  for (const name of [...SOURCE_FOLDERS, "node_modules"])
    symlinkSync(path.join(root, name), path.join(folder, name), "junction");
  for (const name of SOURCE_FILES) copyFileSync(path.join(root, name), path.join(folder, name));
}

/** Packaging needs no AWS account, and nothing of a developer's own may find its way into the template. */
export const withoutAccount = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("AWS_")));
