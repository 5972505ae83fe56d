import { readFileSync } from "node:fs";
import path from "node:path";
import Ajv2020, { type ValidateFunction } from "ajv/dist/2020";

export type Node = { readonly [key: string]: unknown };

/** A schema of a request, as far as the description uses the language. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly maxProperties?: number;
  readonly minProperties?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

export interface Operation {
  /** As API Gateway names it: `GET /profile`. */
  readonly route: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  /** Where the schema of its body is; undefined where it has none. */
  readonly requestSchema: string | undefined;
  /** Where its answers are, by status. */
  readonly responses: Readonly<Record<string, string>>;
}

export const DOCUMENT = JSON.parse(
  readFileSync(path.join(__dirname, "../../docs/openapi.json"), "utf8"),
) as Node;

const pointerTo = (...steps: string[]): string =>
  `#/${steps.map((step) => step.replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`;

/** What is at `#/a/b`, and where it really is when that refers to another place. */
export function at(pointer: string): { readonly pointer: string; readonly value: Node } {
  const steps = pointer.slice(2).split("/");
  const value = steps.reduce<unknown>(
    (node, step) => (node as Node)[step.replaceAll("~1", "/").replaceAll("~0", "~")],
    DOCUMENT,
  ) as Node | undefined;
  if (value === undefined) throw new Error(`docs/openapi.json has nothing at ${pointer}`);
  return typeof value.$ref === "string" && Object.keys(value).length === 1
    ? at(value.$ref)
    : { pointer, value };
}

export const inside = (pointer: string, ...steps: string[]): string =>
  `${pointer}${pointerTo(...steps).slice(1)}`;

export const schemaAt = (pointer: string): Schema => at(pointer).value;

const JSON_BODY = ["content", "application/json", "schema"];

export const OPERATIONS: readonly Operation[] = Object.entries(DOCUMENT.paths as Node).flatMap(
  ([address, item]) =>
    Object.entries(item as Node).map(([method, operation]) => {
      const { security, requestBody, responses } = operation as Node;
      const here = pointerTo("paths", address, method);
      return {
        route: `${method.toUpperCase()} ${address}`,
        security: security as Operation["security"],
        requestSchema:
          requestBody === undefined ? undefined : at(inside(here, "requestBody", ...JSON_BODY)).pointer,
        responses: Object.fromEntries(
          Object.keys(responses as Node).map((status) => [
            status,
            at(inside(here, "responses", status)).pointer,
          ]),
        ),
      };
    }),
);

export function operationOf(route: string): Operation {
  const found = OPERATIONS.find((operation) => operation.route === route);
  if (found === undefined) throw new Error(`docs/openapi.json has no ${route}`);
  return found;
}

/** The problem codes with which an operation answers a status. */
export function codesOf({ responses }: Operation, status: string): readonly string[] {
  const pointer = responses[status];
  const { content } = (pointer === undefined ? {} : at(pointer).value) as { content?: Node };
  const { schema } = (content?.["application/problem+json"] ?? {}) as { schema?: Schema };
  return (schema?.properties?.code?.enum ?? []) as string[];
}

const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
ajv.addVocabulary([...Object.keys(DOCUMENT), "discriminator"]);
ajv.addSchema(closed(DOCUMENT), "openapi.json");

/** Clients ignore what they do not know, but here nothing may be answered that is not described. */
function closed(document: Node): Node {
  const { components } = document as { components: { schemas: Record<string, Schema> } };
  const schemas = Object.entries(components.schemas).map(([name, schema]) => [
    name,
    schema.properties === undefined ? schema : { additionalProperties: false, ...schema },
  ]);
  return { ...document, components: { ...components, schemas: Object.fromEntries(schemas) } };
}

const validators = new Map<string, ValidateFunction>();

/** What is wrong with a value by the schema at a place; empty if nothing is. */
export function mistakes(pointer: string, value: unknown): readonly string[] {
  const validate = validators.get(pointer) ?? ajv.compile({ $ref: `openapi.json${pointer}` });
  validators.set(pointer, validate);
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
