import { fromJson } from "../shared/runtime/readers";
import { PARAMETERS, type ParameterName, type ParameterValues } from "./parameters";
import type { Parameter } from "./parameters/parameter";

/** What the framework hands to a function that a `${file(infra/variables.cjs):…}` names. */
export interface Variables {
  resolveVariable(name: string): Promise<unknown>;
}

/** A resource of a CloudFormation template. */
export interface StackResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly [attribute: string]: unknown;
}

/** A part of a CloudFormation template. */
export interface TemplatePart {
  readonly Resources?: Readonly<Record<string, StackResource>>;
  readonly [section: string]: unknown;
}

/** The value of a parameter for the stage that is packaged. */
export async function parameterValue<Name extends ParameterName>(
  { resolveVariable }: Variables,
  name: Name,
): Promise<ParameterValues[Name]> {
  const { read, optional }: Parameter = PARAMETERS[name];
  const written = await resolveVariable(`param:${name}${optional ? ", null" : ""}`);
  return (written === null ? undefined : read(written)) as ParameterValues[Name];
}

/** A list or an object as the environment of a function holds it. */
export const jsonOf =
  (name: ParameterName) =>
  async ({ resolveVariable }: Variables): Promise<string> =>
    JSON.stringify(fromJson(await resolveVariable(`param:${name}`)));

/** What plugins use of the framework. */
export interface Serverless {
  readonly processedInput: {
    readonly command: string;
    readonly isHelpRequest?: boolean;
    readonly options: { readonly stage?: string; readonly param?: readonly string[] };
  };
  /** serverless.yml; values that hold variables are texts with `${` until the hook `initialize`. */
  readonly configurationInput: {
    readonly service: string;
    readonly provider?: { readonly stage?: unknown };
    readonly functions?: Readonly<Record<string, unknown>>;
    readonly params?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  readonly classes: { readonly Error: new (message: string, code: string) => Error };
  readonly configSchemaHandler: {
    defineFunctionEventProperties(provider: string, event: string, schema: object): void;
  };
}
