/**
 * Runs commands of the Serverless Framework one after another. Each finds the framework, its plugin and the sources loaded anew.
 * The packages that these depend on stay loaded, because loading them takes longer than everything else.
 */
const { makeQuicker } = require("../../local/stack/quicker-framework.cjs");

const SCRIPT = require.resolve("serverless/scripts/serverless.js");
const ESBUILD = require.resolve("esbuild");
const LOADED_ANEW =
  /\/node_modules\/(serverless|serverless-esbuild|esbuild)\/(?!node_modules\/)|^(?!.*\/node_modules\/)/;
/** This module keeps the framework's validators, eight megabytes of generated code, by the digests of their schemas. */
const VALIDATORS = require.resolve("serverless/lib/classes/config-schema-handler/resolve-ajv-validate.js");

const environment = { ...process.env };
const folder = process.cwd();

makeQuicker();
process.on("disconnect", () => process.exit());

process.on("message", (command) => {
  // The command keeps the process alive until it is done.
  process.channel.unref();
  process.chdir(command.folder);
  process.env = { ...environment, ...command.environment };
  process.argv = [process.execPath, SCRIPT, ...command.args];
  require(SCRIPT);
});

/** A command is done when nothing keeps the process alive any more. */
process.on("beforeExit", () => {
  leave();
  process.channel.ref();
  process.send({ succeeded: (process.exitCode ?? 0) === 0, output: "" });
});

const OWN = process.eventNames();

/** Removes what the command has left in the process. */
function leave() {
  require.cache[ESBUILD]?.exports.stop();
  process.chdir(folder);
  for (const name of process.eventNames()) if (!OWN.includes(name)) process.removeAllListeners(name);
  for (const file of Object.keys(require.cache))
    if (![__filename, VALIDATORS].includes(file) && LOADED_ANEW.test(file.replaceAll("\\", "/")))
      delete require.cache[file];
  module.children = [];
}
