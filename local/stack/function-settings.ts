import type { LambdaFunction } from "../lambda/function";
import type { Findings, Resource } from "./imitable-resources";
import { bundleFile, type ServiceState } from "./packaged-folder";

const HANDLER = /^functions\/([\w-]+\/)+index\.handler$/;

/** A function of the stack in the form that local/lambda runs. */
export function lambdaFunction(
  { id, physicalId, properties }: Resource,
  { functions }: Pick<ServiceState, "functions">,
  folder: string,
  findings: Findings,
): LambdaFunction | undefined {
  const name = functions.find(({ functionName }) => functionName === physicalId)?.name;
  if (name === undefined) {
    findings.refuse(`${id}, which is not a function of serverless.yml`);
    return undefined;
  }
  const handler = properties.requiredText("Handler");
  if (!HANDLER.test(handler))
    findings.refuse(`${id}: the handler ${handler} instead of functions/<folder>/index.handler`);
  return {
    name,
    handler,
    file: bundleFile(folder, name),
    environment: properties.part("Environment").textMap("Variables"),
    timeoutSeconds: properties.integer("Timeout", 3),
    memoryMb: properties.integer("MemorySize", 128),
    reservedConcurrency: properties.optionalInteger("ReservedConcurrentExecutions"),
  };
}
