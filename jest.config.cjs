// The SDK announces at every start that its releases from 2027 on want a newer Node.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/tests"],
  globalSetup: "<rootDir>/tests/package-service.cjs",
  transform: {
    "\\.ts$|/@noble/hashes/.+\\.js$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
  // It comes as ECMAScript modules only.
  transformIgnorePatterns: ["/node_modules/(?!@noble/hashes/)"],
};
