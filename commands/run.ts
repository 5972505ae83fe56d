import path from "node:path";
import { runCommandLine } from "./cli/command-line";
import { processTerminal } from "./cli/terminal";
import { hasAwsCredentials } from "./stage/aws-credentials";
import { readParameters } from "./stage/parameters";
import { findRunningEdition } from "./stage/running-edition";

// The SDK warns which Node its later releases will need. The release in use is pinned.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

/** Where npm start keeps its stages unless told otherwise. */
const EDITIONS = path.join(__dirname, "..", ".local");

const dependencies = {
  environment: process.env,
  terminal: processTerminal,
  clock: () => new Date(),
  readParameters,
  findRunningEdition: (stage: string) => findRunningEdition(EDITIONS, stage),
  hasAwsCredentials,
};

runCommandLine(process.argv.slice(2), dependencies).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
