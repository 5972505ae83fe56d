import { isRecord, readStrings, readText } from "../../shared/json";
import type { CognitoEvent } from "../../shared/runtime/cognito-event";
import type { Run } from "../../shared/runtime/invocation";
import type { Standing } from "./claims";
import type { GroupConfiguration } from "./token-response";

/**
 * The pool's own groups, kept as they are. With `roleGroups` the role joins them as `tenant/role`, and a pool group
 * whose name could be read as a role is left out: managing groups in the pool must not be a way to hand out roles.
 * Only own clients get the role as a group, because a backend that goes by groups looks at no ceiling. The pool's
 * groups are for the operator's own staff, so a person whom a linked provider may have let in has none of them.
 */
export function groupsOf(
  event: CognitoEvent,
  { tenantId, role }: Standing,
  {
    roleGroups,
    isOwn,
    isLinked,
  }: { readonly roleGroups: boolean; readonly isOwn: boolean; readonly isLinked: boolean },
  run: Pick<Run, "warn">,
): GroupConfiguration | undefined {
  const present = isLinked ? { groupsToOverride: [] } : event.request.groupConfiguration;
  const known = isRecord(present) && Array.isArray(present.groupsToOverride) ? present : undefined;
  const poolGroups = readStrings(known?.groupsToOverride);
  if (known === undefined && !roleGroups) return undefined;
  const kept = roleGroups ? poolGroups.filter(isPlain) : poolGroups;
  if (kept.length < poolGroups.length) run.warn("a pool group that could be read as a role was left out");
  const preferredRole = readText(known?.preferredRole);
  return {
    groupsToOverride: [...new Set([...kept, ...(roleGroups && isOwn ? [`${tenantId}/${role}`] : [])])],
    iamRolesToOverride: readStrings(known?.iamRolesToOverride),
    ...(preferredRole !== undefined && { preferredRole }),
  };
}

/** A slash makes a name look like a role. Many characters look like a slash, so only plain ones pass. */
const isPlain = (name: string): boolean => /^[\w.:@+-]+$/.test(name);
