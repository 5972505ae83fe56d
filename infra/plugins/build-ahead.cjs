const { buildTogether } = require("../built-together.cjs");
const { variables, writtenVariables } = require("../typescript.cjs");

/**
 * Starts to build the functions while the framework still resolves and checks its configuration, which takes as long. If a
 * parameter depends on a variable, the build starts when the framework asks for it.
 */
module.exports = class BuildAheadPlugin {
  constructor(serverless) {
    const { command, isHelpRequest } = serverless.processedInput;
    if (isHelpRequest || (command !== "package" && command !== "deploy")) return;
    variables.bundling(writtenVariables(serverless)).then(
      ({ exclude, plugins: _, ...options }) => buildTogether({ ...options, external: exclude }),
      () => {},
    );
  }
};
