import { parseJson } from "./json";
import { isObject } from "./stack/properties";
import type { Stack } from "./stack/stack";

/** Where front ends find the services of AWS on this computer. */
export type Endpoints = Readonly<Record<string, string>>;

export type Outputs = Readonly<Record<string, string>>;

/** The outputs of the stack, in which the API and the services are where they are on this computer. */
export function localOutputs(
  { outputs, region, httpApi, identityPool }: Stack,
  apiUrl: string | undefined,
  endpoints: Endpoints,
): Outputs {
  const local = (value: string): string =>
    httpApi === undefined || apiUrl === undefined
      ? value
      : value.replaceAll(`https://${httpApi.domainName}`, apiUrl);
  const values = Object.fromEntries(
    Object.entries({ ...outputs, Region: region }).map(([name, value]) => [name, local(value)]),
  );
  const config = parseJson(values.FrontEndConfig ?? "");
  // Without these endpoints, front ends would take their credentials to AWS.
  if (identityPool !== undefined && isObject(config))
    values.FrontEndConfig = JSON.stringify({ ...config, endpoints });
  return values;
}
