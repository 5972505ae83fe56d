import { execFile } from "node:child_process";
import path from "node:path";
import { isRecord } from "../../shared/json";
import { CommandError } from "../cli/errors";

export type Parameters = Readonly<Record<string, unknown>>;

const PROJECT = path.join(__dirname, "..", "..");
const SERVERLESS = path.join(PROJECT, "node_modules", "serverless", "bin", "serverless.js");

/** The parameters of a stage as serverless.yml has them, read by the framework itself. `--param` of a deployment is not in it. */
export async function readParameters(stage: string): Promise<Parameters> {
  const { params = {} } = JSON.parse(await printed(stage));
  return { ...params.default, ...params[stage] };
}

const printed = (stage: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const args = [SERVERLESS, "print", "--stage", stage, "--format", "json"];
    execFile(process.execPath, args, { cwd: PROJECT, maxBuffer: 2 ** 24 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new CommandError(complaintOf(stage, stdout + stderr), { cause: error }));
    });
  });

const complaintOf = (stage: string, output: string): string =>
  `serverless.yml cannot be read for the stage ${stage}. ${output.slice(output.indexOf("Error:")).replace(/\s+/g, " ")}`;

/** A list or an object, which may be written as JSON. */
export function objectOf(parameters: Parameters, name: string): Parameters {
  const value = parameters[name] ?? {};
  const read: unknown = typeof value === "string" ? JSON.parse(value) : value;
  return isRecord(read) ? read : {};
}
