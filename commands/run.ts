import { runCommandLine } from "./command-line";
import { readParameters } from "./stage-parameters";
import { processTerminal } from "./terminal";

// The SDK announces which Node its later releases will need. The one in use is pinned.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const world = {
  environment: process.env,
  terminal: processTerminal,
  clock: () => new Date(),
  readParameters,
};

runCommandLine(process.argv.slice(2), world).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
