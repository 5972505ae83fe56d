const { availableParallelism } = require("node:os");

// The SDK announces at every start that its releases from 2027 on want a newer Node.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "<rootDir>/tests/harness/environment.cjs",
  // Tests often wait: for a browser, a disk or a child process. One worker more than cores keeps the cores busy.
  maxWorkers: availableParallelism() + 1,
  // Long enough for a busy machine, for all tests alike. A test that hangs still ends.
  testTimeout: 180_000,
  roots: ["<rootDir>/tests"],
  globalSetup: "<rootDir>/tests/harness/global-setup.ts",
  testSequencer: "<rootDir>/tests/harness/longest-first.cjs",
  transform: {
    "\\.ts$|/(@noble/hashes|jose|oauth4webapi|openid-client)/.+\\.js$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
  // What packaging chooses for the default stage; see infra/bundling.ts.
  globals: { PACKAGED_SOURCE: "dynamodb", PACKAGED_SECRETS: "none", PACKAGED_LINKING: "off" },
  // They come as ECMAScript modules only.
  transformIgnorePatterns: ["/node_modules/(?!(?:@noble/hashes|jose|oauth4webapi|openid-client)/)"],
  // Otherwise argon2 would look it up millions of times, through the boundary around a test.
  sandboxInjectedGlobals: ["Math"],
};
