import type { Findings, Resource } from "./imitable-resources";
import { isCustomResource } from "./imitation";
import type { Json } from "./properties";

/** A resource that a function of the stack makes. */
export interface CustomResource {
  /** The logical id. */
  readonly id: string;
  readonly type: string;
  /** The ARN of the function. `functionName` is its name in serverless.yml. */
  readonly serviceToken: string;
  readonly functionName: string;
  /** In the form of CloudFormation, which passes only texts, lists and maps. */
  readonly properties: Json;
}

/** @param functionOf returns the name of a function by its ARN */
export function customResources(
  resources: readonly Resource[],
  functionOf: (arn: string) => string | undefined,
  findings: Findings,
): readonly CustomResource[] {
  return resources
    .filter(({ type }) => isCustomResource(type))
    .flatMap(({ id, type, properties }) => {
      const serviceToken = properties.requiredText("ServiceToken");
      const functionName = functionOf(serviceToken);
      if (functionName === undefined) {
        findings.refuse(`${id}.ServiceToken, which is not a function of this stack`);
        return [];
      }
      return [{ id, type, serviceToken, functionName, properties: asTexts(properties.values) as Json }];
    });
}

function asTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asTexts);
  if (typeof value !== "object" || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, asTexts(entry)]));
}
