import { isRecord, readText } from "../../shared/json";

type Json = Readonly<Record<string, unknown>>;

/** A resource that outlives its stack. */
export interface KeptResource {
  /** Its logical id. */
  readonly id: string;
  readonly type: string;
  readonly properties: Json;
}

/** What a deletion of the stack leaves in the account. */
export const keptIn = (template: Json): readonly KeptResource[] =>
  Object.entries(part(template.Resources)).flatMap(([id, resource]) => {
    const { Type, DeletionPolicy, Properties } = part(resource);
    return DeletionPolicy === "Retain"
      ? [{ id, type: readText(Type) ?? "", properties: part(Properties) }]
      : [];
  });

/**
 * The template by which CloudFormation imports some resources of a stack: those alone, because an import makes nothing.
 * A property that refers to anything else comes with the deployment after it.
 */
export function importTemplate(template: Json, ids: readonly string[]): Json {
  const resources = part(template.Resources);
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Resources: Object.fromEntries(
      ids.map((id) => {
        const { Properties, DependsOn, ...rest } = part(resources[id]);
        const needed = [DependsOn ?? []].flat().filter((other) => ids.includes(String(other)));
        const known = Object.entries(part(Properties)).flatMap(([name, value]) => {
          const left = withoutStrangers(value, ids);
          return left === undefined ? [] : [[name, left]];
        });
        return [
          id,
          { ...rest, Properties: Object.fromEntries(known), ...(needed.length > 0 && { DependsOn: needed }) },
        ];
      }),
    ),
  };
}

/** Entries of lists that refer to something else are left out; undefined, if more of the property does. */
function withoutStrangers(value: unknown, ids: readonly string[]): unknown {
  const left = withoutEntries(value, ids);
  return refersElsewhere(left, ids) ? undefined : left;
}

function withoutEntries(value: unknown, ids: readonly string[]): unknown {
  if (isFunction(value)) return value;
  if (Array.isArray(value)) return value.filter((entry) => !refersElsewhere(entry, ids));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, withoutEntries(entry, ids)]));
}

/** `Ref` and `Fn::…`, whose lists are their arguments. */
const isFunction = (value: unknown): boolean =>
  isRecord(value) && Object.keys(value).some((name) => name === "Ref" || name.startsWith("Fn::"));

const refersElsewhere = (value: unknown, ids: readonly string[]): boolean =>
  referencesOf(value).some((id) => !id.startsWith("AWS::") && !ids.includes(id));

/** The logical ids that a value names, and AWS's own. */
function referencesOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesOf);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, argument]) => {
    if (name === "Ref") return [String(argument)];
    if (name === "Fn::GetAtt") return [String([argument].flat()[0]).split(".")[0] ?? ""];
    if (name === "Fn::Sub")
      return [...String(argument).matchAll(/\$\{([A-Za-z0-9:]+)[^}]*\}/g)].map(([, id = ""]) => id);
    return referencesOf(argument);
  });
}

const part = (value: unknown): Json => (isRecord(value) ? value : {});
