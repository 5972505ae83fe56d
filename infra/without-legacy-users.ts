import { isRecord } from "../shared/json";
import type { TemplatePart } from "./framework";

const FUNCTION = "UserDashmigrationLambdaFunction";

/** What a stack has for old users alone. */
const FOR_OLD_USERS = ["LegacyUsersTable", "LegacyAccessPolicy", "UserMigrationRole"];

/**
 * The template of a stage without old users: neither their table nor what reaches them, and no statement of a policy, entry
 * of a list or output that names any of it. Any other template stays as it is.
 */
export function withoutLegacyUsers(template: TemplatePart): TemplatePart {
  const { Resources = {}, Outputs } = template;
  if (Resources[FUNCTION] !== undefined) return template;
  const left = Object.entries(Resources).filter(([id]) => !FOR_OLD_USERS.includes(id));
  return {
    ...template,
    Resources: Object.fromEntries(left.map(([id, resource]) => [id, withoutEntries(resource) as never])),
    ...(isRecord(Outputs) && {
      Outputs: Object.fromEntries(Object.entries(Outputs).filter(([, output]) => !namesThem(output))),
    }),
  };
}

function withoutEntries(value: unknown): unknown {
  if (isReference(value)) return value;
  if (Array.isArray(value)) return value.filter((entry) => !namesThem(entry));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, withoutEntries(entry)]));
}

/** Its list, if it has one, is what it refers to. */
const isReference = (value: unknown): boolean =>
  isRecord(value) && Object.keys(value).some((name) => name === "Ref" || name.startsWith("Fn::"));

const namesThem = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.some(namesThem);
  if (!isRecord(value)) return false;
  return Object.entries(value).some(([name, argument]) => {
    if (name === "Ref") return FOR_OLD_USERS.includes(String(argument));
    if (name === "Fn::GetAtt") return FOR_OLD_USERS.includes(String([argument].flat()[0]));
    return namesThem(argument);
  });
};
