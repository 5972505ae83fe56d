import { isRecord } from "../shared/json";
import type { StackResource, TemplatePart } from "./framework";
import { refersTo, withoutReferences } from "./references";

const FUNCTION = "UserDashmigrationLambdaFunction";

/** What a stack has for old users alone. */
const FOR_OLD_USERS = ["LegacyUsersTable", "LegacyAccessPolicy", "UserMigrationRole"];

const isGone = (id: string): boolean => FOR_OLD_USERS.includes(id);

/**
 * The template of a stage without old users. Their table and the rights to reach them are left out, as is every list entry and
 * output that refers to these. Any other template stays as it is.
 */
export function withoutLegacyUsers(template: TemplatePart): TemplatePart {
  const { Resources = {}, Outputs } = template;
  if (Resources[FUNCTION] !== undefined) return template;
  const left = Object.entries(Resources).filter(([id]) => !isGone(id));
  return {
    ...template,
    Resources: Object.fromEntries(left.map(([id, resource]) => [id, withoutThem(id, resource)])),
    ...(isRecord(Outputs) && {
      Outputs: Object.fromEntries(Object.entries(Outputs).filter(([, output]) => !refersTo(output, isGone))),
    }),
  };
}

/** A reference that is not in a list cannot be left out, and CloudFormation would refuse it. */
function withoutThem(id: string, resource: StackResource): StackResource {
  const left = withoutReferences(resource, isGone) as StackResource;
  if (refersTo(left, isGone))
    throw new Error(
      `infra/without-legacy-users.ts: ${id} needs what a stage without old users does not have`,
    );
  return left;
}
