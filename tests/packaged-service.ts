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

/** Where jest's global set-up has packaged the service. */
export function packageFolder(): string {
  const folder = process.env.PACKAGED_SERVICE;
  if (folder === undefined)
    throw new Error("the service is not packaged: run the tests with jest.config.cjs");
  return folder;
}

export const readTemplate = (folder = packageFolder()): Template =>
  JSON.parse(readFileSync(path.join(folder, "cloudformation-template-update-stack.json"), "utf8"));

/** The environment that the stack gives a function, with references replaced by what `resolve` answers. */
export function environmentOf(
  template: Template,
  functionName: string,
  resolve: (logicalId: string) => string,
): Record<string, string> {
  const found = Object.values(template.Resources).find(
    ({ Type, Properties }) =>
      Type === "AWS::Lambda::Function" && Properties.Handler === `functions/${functionName}/index.handler`,
  );
  const environment = (found?.Properties.Environment as Json | undefined)?.Variables as Json | undefined;
  if (environment === undefined) throw new Error(`the template has no function ${functionName}`);
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, resolveValue(value, resolve)]),
  );
}

function resolveValue(value: unknown, resolve: (logicalId: string) => string): string {
  if (typeof value !== "object" || value === null) return String(value);
  const { Ref, "Fn::Sub": sub } = value as { Ref?: string; "Fn::Sub"?: string };
  if (Ref !== undefined) return resolve(Ref);
  const [, secret] = /^\{\{resolve:secretsmanager:\$\{(\w+)\}\}\}$/.exec(sub ?? "") ?? [];
  if (secret !== undefined) return resolve(secret);
  throw new Error(`cannot resolve ${JSON.stringify(value)}`);
}
