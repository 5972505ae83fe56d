import { type CognitoEvent, isRecord, readText } from "../../shared/cognito-event";
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
      ...new Set([...strings(present.groupsToOverride), ...(roleGroups ? [`${tenantId}/${role}`] : [])]),
    ],
    iamRolesToOverride: strings(present.iamRolesToOverride),
    ...(preferredRole !== undefined && { preferredRole }),
  };
}

export const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
