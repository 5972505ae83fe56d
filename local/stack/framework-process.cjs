/**
 * The Serverless Framework, in a process of its own for one command. Half of what a command takes is the loading of the framework,
 * which needs no command yet. The process ends with the one that has begun it.
 */
process.on("disconnect", () => process.exit());

require("serverless");
require("serverless/lib/plugins");
require("serverless-esbuild");

process.once("message", ({ program, args, folder, environment }) => {
  // What is left to do keeps the process alive from now on.
  process.channel.unref();
  process.chdir(folder);
  Object.assign(process.env, environment);
  process.argv = [process.execPath, program, ...args];
  require(program);
});
