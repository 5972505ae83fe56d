/** The plugin that makes the bundles. It takes long to load, so `print`, by which commands read parameters, leaves it out. */
module.exports = class EsbuildPlugin {
  constructor(serverless, ...others) {
    if (serverless.processedInput.command === "print") return;
    const Plugin = require("serverless-esbuild");
    // biome-ignore lint/correctness/noConstructorReturn: the framework looks at the plugin itself
    return new Plugin(serverless, ...others);
  }
};
