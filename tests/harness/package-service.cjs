const { mkdtempSync, realpathSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const path = require("node:path");
const serverlessCommand = require("../../local/stack/serverless-command.cjs");

/**
 * Runs a command of the framework in a folder of its own.
 * @returns how it ended, what it wrote, and the folder with its product
 */
async function runServerless(args) {
  const folder = mkdtempSync(path.join(process.env.PACKAGING_FOLDER ?? realpathSync(tmpdir()), "packaged-"));
  const { succeeded, output } = await serverlessCommand.runServerless(args, folder);
  return { succeeded, output, folder: path.join(folder, ".serverless") };
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
