const { execFile } = require("node:child_process");
const { copyFileSync, symlinkSync } = require("node:fs");
const path = require("node:path");

const repository = path.join(__dirname, "..", "..");
const SERVERLESS = path.join(repository, "node_modules", "serverless", "bin", "serverless.js");

/** What packaging reads. Folders are linked; files are copied, because the service file itself must be a real one. */
const FOLDERS = ["functions", "infra", "node_modules", "shared"];
const FILES = ["package.json", "serverless.yml", "tsconfig.json"];

/**
 * Runs a command of the framework in an empty folder that is its own: the framework and its esbuild plugin work in fixed
 * places of the folder they are called in, where two of them would spoil each other's work.
 * @returns how it ended and what it wrote; its product is in the folder's `.serverless`
 */
function runServerless(args, folder) {
  // On Windows, only a junction asks for no privilege; elsewhere the word means nothing.
  for (const name of FOLDERS) symlinkSync(path.join(repository, name), path.join(folder, name), "junction");
  for (const name of FILES) copyFileSync(path.join(repository, name), path.join(folder, name));
  // Packaging needs no AWS account, and nothing of a developer's own may find its way into the template.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_")));
  return new Promise((resolve) => {
    execFile(process.execPath, [SERVERLESS, ...args], { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ succeeded: error === null, output: stdout + stderr });
    });
  });
}

module.exports = { runServerless };
