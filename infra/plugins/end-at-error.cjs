/**
 * When a function does not build, the esbuild plugin leaves its service running, and the command would never end. The
 * framework writes the error after this hook, so the process ends a moment later, unless it does so by itself.
 */
module.exports = class EndAtError {
  constructor() {
    this.hooks = { error: () => void setTimeout(() => process.exit(1), 1_000).unref() };
  }
};
