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
  /** Everything that the command wrote to stdout and stderr. */
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
  // Folders are linked. Files are copied, because the framework needs the service file to be a real file.
  // On Windows, only a junction needs no privilege. Other systems ignore the word.
  for (const name of [...SOURCE_FOLDERS, "node_modules"])
    symlinkSync(path.join(root, name), path.join(folder, name), "junction");
  for (const name of SOURCE_FILES) copyFileSync(path.join(root, name), path.join(folder, name));
  const command = path.join(root, "node_modules", "serverless", "bin", "serverless.js");
  // Packaging needs no AWS account, and no setting of the developer's own may change the template.
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_"));
  const env = { ...Object.fromEntries(own), ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, [command, ...args], { cwd: folder, env }, (error, stdout, stderr) =>
      resolve({ succeeded: error === null, output: stdout + stderr }),
    );
  });
}
