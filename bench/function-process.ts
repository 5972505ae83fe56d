import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { environmentOf, readTemplate } from "../tests/harness/packaged-service";

type Environment = Readonly<Record<string, string>>;

/** `npm ci --prefix .ci` installs the Node that Lambda runs. */
const DEPLOYED_NODE = path.join(__dirname, "..", ".ci", "node_modules", ".bin", "node");

/** The Node of this process, and the deployed one. */
export const NODES: readonly string[] = [
  ...new Set([process.execPath, ...(existsSync(DEPLOYED_NODE) ? [DEPLOYED_NODE] : [])]),
];

export const versionOf = async (node: string): Promise<string> =>
  (await promisify(execFile)(node, ["--version"])).stdout.trim();

/** A function of an unpacked stage, with its event. */
export interface Asked {
  readonly folder: string;
  readonly name: string;
  readonly event: unknown;
  readonly environment: Environment;
}

/**
 * Runs before a script. The script finds the bundle and the event in `file` and `event`, and calls `tell` at its
 * end.
 */
const PROLOGUE = `
  const [file, event] = [process.argv[1], JSON.parse(process.argv[2])];
  let said = "{}";
  process.stdout.write = (line) => { said = line; return true; };
  const tell = (figures) => {
    process.stderr.write(JSON.stringify({ figures, said: JSON.parse(said) }));
    process.exit();
  };`;

interface LogLine {
  readonly outcome?: string;
}

/**
 * Runs a script with a bundle in a new process with the function's environment, and returns the figures that it
 * tells.
 */
export async function runFunction<Figures>(
  node: string,
  script: string,
  file: string,
  { folder, name, event, environment }: Asked,
): Promise<Figures> {
  const { stderr } = await promisify(execFile)(node, ["-e", PROLOGUE + script, file, JSON.stringify(event)], {
    env: {
      ...environmentOf(readTemplate(folder), name, (logicalId) => logicalId),
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "bench",
      AWS_SECRET_ACCESS_KEY: "bench",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      MIGRATION_FLOOR: "0",
      // The same person signs in again and again.
      SIGN_IN_THROTTLE: "9999/1m",
      MIGRATION_THROTTLE: "9999/1m",
      ...environment,
    },
  });
  const { figures, said }: { readonly figures: Figures; readonly said: LogLine } = JSON.parse(stderr);
  // A quick failure would count as a quick start.
  if (said.outcome === "fault" || said.outcome === "refused")
    throw new Error(`${name} does not take the event that it is measured with: ${JSON.stringify(said)}`);
  return figures;
}
