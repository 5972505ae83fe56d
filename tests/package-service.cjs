const { execFile } = require("node:child_process");
const { copyFileSync, mkdtempSync, realpathSync, rmSync, symlinkSync } = require("node:fs");
const { tmpdir } = require("node:os");
const path = require("node:path");

const repository = path.join(__dirname, "..");
const SERVERLESS = path.join(repository, "node_modules", "serverless", "bin", "serverless.js");

/** What packaging reads. The service file itself must be a real one. */
const LINKED = ["functions", "infra", "node_modules", "package.json", "shared", "tsconfig.json"];

/**
 * Runs a command of the framework in a folder of its own: the framework and its esbuild plugin work in fixed places
 * of the folder they are called in, where two test runs would spoil each other's work.
 * @returns how it ended, what it wrote, and the folder with its product
 */
function runServerless(args) {
  const folder = mkdtempSync(path.join(process.env.PACKAGING_FOLDER ?? realpathSync(tmpdir()), "packaged-"));
  for (const name of LINKED) symlinkSync(path.join(repository, name), path.join(folder, name));
  copyFileSync(path.join(repository, "serverless.yml"), path.join(folder, "serverless.yml"));
  // Packaging needs no AWS account, and nothing of a developer's own may find its way into the template.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_")));
  return new Promise((resolve) => {
    execFile(process.execPath, [SERVERLESS, ...args], { cwd: folder, env }, (error, stdout, stderr) => {
      const output = stdout + stderr;
      resolve({ succeeded: error === null, output, folder: path.join(folder, ".serverless") });
    });
  });
}

/** Packages the service and returns the folder of the template and the archives; what goes wrong is shown in full. */
async function packageService(...args) {
  const { succeeded, output, folder } = await runServerless(["package", ...args]);
  if (!succeeded) throw new Error(`serverless package ${args.join(" ")} failed\n${output}`);
  return folder;
}

/** Jest's global set-up: one packaged service for all tests. What they package besides goes when the run ends. */
module.exports = async () => {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), "packaging-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  process.env.PACKAGING_FOLDER = folder;
  process.env.PACKAGED_SERVICE = await packageService("--stage", "dev");
};
Object.assign(module.exports, { packageService, runServerless });
