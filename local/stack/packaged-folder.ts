import { readFileSync } from "node:fs";
import path from "node:path";
import type { Template } from "./template";

/** The files that the framework writes when it packages. */
export const TEMPLATE = "cloudformation-template-update-stack.json";
export const STATE = "serverless-state.json";

/** What the framework knows of the service and the template does not contain. */
export interface ServiceState {
  readonly service: string;
  readonly stage: string;
  readonly region: string;
  readonly stackName: string;
  readonly functions: readonly FunctionState[];
  /** `custom.esbuild` of serverless.yml. */
  readonly esbuild: Readonly<Record<string, unknown>>;
}

export interface FunctionState {
  /** The function's key in serverless.yml. */
  readonly name: string;
  /** The function's name in AWS. */
  readonly functionName: string;
  readonly handler: string;
}

interface WrittenState {
  readonly service: {
    readonly service: string;
    readonly provider: { readonly stage: string; readonly region: string; readonly stackName?: string };
    readonly functions: Readonly<Record<string, { readonly name: string; readonly handler: string }>>;
    readonly custom?: { readonly esbuild?: Readonly<Record<string, unknown>> };
  };
}

export const readTemplate = (folder: string): Template => readJson(path.join(folder, TEMPLATE)) as Template;

export function readState(folder: string): ServiceState {
  const { service } = readJson(path.join(folder, STATE)) as WrittenState;
  const { stage, region, stackName } = service.provider;
  return {
    service: service.service,
    stage,
    region,
    stackName: stackName ?? `${service.service}-${stage}`,
    functions: Object.entries(service.functions).map(([name, { name: functionName, handler }]) => ({
      name,
      functionName,
      handler,
    })),
    esbuild: service.custom?.esbuild ?? {},
  };
}

export const bundleFolder = (folder: string): string => path.join(folder, "functions");

export const bundleFile = (folder: string, name: string): string =>
  path.join(bundleFolder(folder), `${name}.js`);

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));
