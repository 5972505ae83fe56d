import { execFile } from "node:child_process";
import { copyFileSync, symlinkSync } from "node:fs";
import path from "node:path";

export const REPOSITORY = path.join(__dirname, "..", "..");

/** The parts of a repository that packaging reads, besides the installed packages. */
export const SOURCE_FOLDERS = ["functions", "infra", "shared"];
export const SOURCE_FILES = ["package.json", "serverless.yml", "tsconfig.json"];

interface Surroundings {
  readonly root?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

interface FrameworkRun {
  readonly succeeded: boolean;
  /** What it wrote. */
  readonly output: string;
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
): Promise<FrameworkRun> {
  // Folders are linked. Files are copied, because the service file itself must be a real one.
  // On Windows, only a junction asks for no privilege; elsewhere the word means nothing.
  for (const name of [...SOURCE_FOLDERS, "node_modules"])
    symlinkSync(path.join(root, name), path.join(folder, name), "junction");
  for (const name of SOURCE_FILES) copyFileSync(path.join(root, name), path.join(folder, name));
  const command = path.join(root, "node_modules", "serverless", "bin", "serverless.js");
  // Packaging needs no AWS account, and nothing of a developer's own may find its way into the template.
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_"));
  const env = { ...Object.fromEntries(own), ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, [command, ...args], { cwd: folder, env }, (error, stdout, stderr) =>
      resolve({ succeeded: error === null, output: stdout + stderr }),
    );
  });
}
