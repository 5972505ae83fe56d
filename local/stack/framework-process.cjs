/**
 * The Serverless Framework, in a process of its own for one command. Loading it takes half of a command's time, and can be done
 * before the command is known. The process ends with the one that has begun it.
 */
process.on("disconnect", () => process.exit());

leaveValidatorsLong();
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

/**
 * On a machine's first run, the framework generates a validator from its schema, eight megabytes of code. Ajv would take
 * half of that time to simplify the code. A validator checks one file in each run, so it gains less than that.
 */
function leaveValidatorsLong() {
  const ajv = require(require.resolve("ajv", { paths: [require.resolve("serverless")] }));
  ajv.default = class extends ajv.default {
    constructor(options) {
      super({ ...options, code: { ...options?.code, optimize: false } });
    }
  };
}
