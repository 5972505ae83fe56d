/**
 * The Serverless Framework, in a process of its own for one command. Loading it takes half of a command's time, and can be done
 * before the command is known. The process ends with the one that has begun it.
 */
const { makeQuicker } = require("./quicker-framework.cjs");

process.on("disconnect", () => process.exit());

makeQuicker();
require("serverless");
require("serverless/lib/plugins");
require("serverless-esbuild");

process.once("message", ({ program, args, folder, environment }) => {
  // From now on, only the command itself keeps the process alive.
  process.channel.unref();
  process.chdir(folder);
  Object.assign(process.env, environment);
  process.argv = [process.execPath, program, ...args];
  require(program);
});
