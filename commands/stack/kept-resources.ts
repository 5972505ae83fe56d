import { refersTo, withoutReferences } from "../../infra/references";
import { isRecord, readText } from "../../shared/json";

type Json = Readonly<Record<string, unknown>>;

/** A resource that stays when its stack is deleted. */
export interface KeptResource {
  /** The logical id. */
  readonly id: string;
  readonly type: string;
  readonly properties: Json;
}

/** The resources that stay in the account when the stack is deleted. */
export const keptIn = (template: Json): readonly KeptResource[] =>
  Object.entries(part(template.Resources)).flatMap(([id, resource]) => {
    const { Type, DeletionPolicy, Properties } = part(resource);
    return DeletionPolicy === "Retain"
      ? [{ id, type: readText(Type) ?? "", properties: part(Properties) }]
      : [];
  });

/**
 * The template with which CloudFormation imports resources. It describes no others, because an import creates
 * nothing. A property that refers to another resource is left out, and the deployment that follows adds it.
 */
export function importTemplate(template: Json, ids: readonly string[]): Json {
  const resources = part(template.Resources);
  const isStranger = (id: string) => !id.startsWith("AWS::") && !ids.includes(id);
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Resources: Object.fromEntries(
      ids.map((id) => {
        const { Properties, ...rest } = part(withoutReferences(resources[id], isStranger));
        const known = Object.entries(part(Properties)).filter(([, value]) => !refersTo(value, isStranger));
        return [id, { ...rest, Properties: Object.fromEntries(known) }];
      }),
    ),
  };
}

const part = (value: unknown): Json => (isRecord(value) ? value : {});
