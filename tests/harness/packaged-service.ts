import { readFileSync } from "node:fs";
import path from "node:path";

type Json = Record<string, unknown>;

interface Resource {
  readonly Type: string;
  readonly Properties: Json;
  readonly [key: string]: unknown;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly [section: string]: unknown;
}

/** The folder in which jest's global set-up has packaged the service. */
export function packageFolder(): string {
  const folder = process.env.PACKAGED_SERVICE;
  if (folder === undefined)
    throw new Error("the service is not packaged: run the tests with jest.config.cjs");
  return folder;
}

let ofService: Template | undefined;

/** A packaged template. That of the service is read once, because reading it takes longer than many tests. */
export function readTemplate(folder?: string): Template {
  if (folder !== undefined) return readIn(folder);
  ofService ??= readIn(packageFolder());
  return ofService;
}

const readIn = (folder: string): Template =>
  JSON.parse(readFileSync(path.join(folder, "cloudformation-template-update-stack.json"), "utf8"));

/** serverless.yml as the framework has read it. */
export const configuration = (): { readonly service: string; readonly params: Record<string, Json> } =>
  JSON.parse(readFileSync(path.join(packageFolder(), "serverless-state.json"), "utf8")).service
    .initialServerlessConfig;

/** What `readParameters` of the commands says of the stage dev, without another run of the framework, which takes seconds. */
export async function parametersOfDev(): Promise<Json> {
  const { params } = configuration();
  return { ...params.default, ...params.dev };
}

/** The file of a function without its extension: `functions/<folder>/index`. */
export const moduleOf = (template: Template, functionName: string): string =>
  String(functionOf(template, functionName).Handler).replace(/\.handler$/, "");

/** The environment that the stack gives a function. `resolve` returns the value of each reference. */
export function environmentOf(
  template: Template,
  functionName: string,
  resolve: (logicalId: string) => string,
): Record<string, string> {
  const { Variables } = functionOf(template, functionName).Environment as { Variables: Json };
  return Object.fromEntries(
    Object.entries(Variables).map(([name, value]) => [name, resolveValue(value, resolve)]),
  );
}

/** The properties of a function by its name in serverless.yml. The framework derives the logical id from the name. */
function functionOf(template: Template, name: string): Json {
  const id = `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll("-", "Dash")}LambdaFunction`;
  const found = template.Resources[id];
  if (found === undefined) throw new Error(`the template has no function ${name}`);
  return found.Properties;
}

function resolveValue(value: unknown, resolve: (logicalId: string) => string): string {
  if (typeof value !== "object" || value === null) return String(value);
  const { Ref, "Fn::Sub": sub } = value as { Ref?: string; "Fn::Sub"?: string };
  if (Ref !== undefined) return resolve(Ref);
  const [, secret] = /^\{\{resolve:secretsmanager:\$\{(\w+)\}\}\}$/.exec(sub ?? "") ?? [];
  if (secret !== undefined) return resolve(secret);
  throw new Error(`cannot resolve ${JSON.stringify(value)}`);
}
