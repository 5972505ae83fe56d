import { execFile } from "node:child_process";
import path from "node:path";
import { isRecord } from "../../shared/json";
import { CommandError } from "../cli/errors";

/** The parameters of a stage, or an object among them. */
export type StageParameters = Readonly<Record<string, unknown>>;

const PROJECT = path.join(__dirname, "..", "..");
const SERVERLESS = path.join(PROJECT, "node_modules", "serverless", "bin", "serverless.js");

/** Asks the framework, which reads serverless.yml. The values of `--param` of a deployment are unknown. */
export async function readParameters(stage: string): Promise<StageParameters> {
  const { params = {} } = JSON.parse(await printedBy(stage));
  return { ...params.default, ...params[stage] };
}

const printedBy = (stage: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const args = [SERVERLESS, "print", "--stage", stage, "--format", "json"];
    execFile(process.execPath, args, { cwd: PROJECT, maxBuffer: 2 ** 24 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new CommandError(unreadable(stage, stdout + stderr), { cause: error }));
    });
  });

const unreadable = (stage: string, output: string): string =>
  `serverless.yml cannot be read for the stage ${stage}. ${output.slice(output.indexOf("Error:")).replace(/\s+/g, " ")}`;

/** A parameter that is an object, or JSON of one. */
export function objectOf(parameters: StageParameters, name: string): StageParameters {
  const value = parameters[name] ?? {};
  const read: unknown = typeof value === "string" ? JSON.parse(value) : value;
  return isRecord(read) ? read : {};
}
