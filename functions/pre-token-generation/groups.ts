import { type CognitoEvent, isRecord, readStrings, readText } from "../../shared/cognito-event";
import type { Standing } from "./claims";
import type { GroupConfiguration } from "./token-response";

/** The pool's own groups, kept as they are; with `roleGroups` the role joins them as `tenant/role`. */
export function groupsOf(
  event: CognitoEvent,
  { tenantId, role }: Standing,
  roleGroups: boolean,
): GroupConfiguration | undefined {
  const present = event.request.groupConfiguration;
  if (!isRecord(present) || !Array.isArray(present.groupsToOverride)) return undefined;
  const preferredRole = readText(present.preferredRole);
  return {
    groupsToOverride: [
      ...new Set([...readStrings(present.groupsToOverride), ...(roleGroups ? [`${tenantId}/${role}`] : [])]),
    ],
    iamRolesToOverride: readStrings(present.iamRolesToOverride),
    ...(preferredRole !== undefined && { preferredRole }),
  };
}
