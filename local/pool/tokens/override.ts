import { invalidLambdaResponse } from "../api/errors";

/** What pre token generation may change of the tokens, read from its answer. */
export interface Override {
  readonly id: ClaimChanges;
  readonly access: ClaimChanges & {
    readonly scopesToAdd: readonly string[];
    readonly scopesToSuppress: readonly string[];
  };
  /** Replaces the groups; undefined leaves them. */
  readonly groups: GroupOverride | undefined;
}

interface ClaimChanges {
  readonly claimsToAddOrOverride: Readonly<Record<string, unknown>>;
  readonly claimsToSuppress: readonly string[];
}

interface GroupOverride {
  readonly groupsToOverride: readonly string[];
  readonly iamRolesToOverride: readonly string[];
  readonly preferredRole: string | undefined;
}

export type TriggerVersion = "V1_0" | "V2_0" | "V3_0";

const NOTHING: ClaimChanges = { claimsToAddOrOverride: {}, claimsToSuppress: [] };

export const NO_OVERRIDE: Override = {
  id: NOTHING,
  access: { ...NOTHING, scopesToAdd: [], scopesToSuppress: [] },
  groups: undefined,
};

/** A V1 answer changes claims of the ID token only, to strings. Every version changes groups in both tokens. */
export function readOverride(response: unknown, version: TriggerVersion): Override {
  const answer = record(response);
  if (version === "V1_0") {
    const details = record(answer.claimsOverrideDetails);
    const id = readClaims(details);
    for (const value of Object.values(id.claimsToAddOrOverride))
      if (typeof value !== "string") throw invalidLambdaResponse();
    return { ...NO_OVERRIDE, id, groups: readGroups(details) };
  }
  const details = record(answer.claimsAndScopeOverrideDetails);
  const access = record(details.accessTokenGeneration);
  return {
    id: readClaims(record(details.idTokenGeneration)),
    access: {
      ...readClaims(access),
      scopesToAdd: strings(access.scopesToAdd).map(withoutSpaces),
      scopesToSuppress: strings(access.scopesToSuppress),
    },
    groups: readGroups(details),
  };
}

const readClaims = (changes: Record<string, unknown>): ClaimChanges => ({
  claimsToAddOrOverride: record(changes.claimsToAddOrOverride),
  claimsToSuppress: strings(changes.claimsToSuppress),
});

function readGroups(details: Record<string, unknown>): GroupOverride | undefined {
  if (!("groupOverrideDetails" in details)) return undefined;
  const groups = record(details.groupOverrideDetails);
  const { preferredRole } = groups;
  if (preferredRole !== undefined && preferredRole !== null && typeof preferredRole !== "string")
    throw invalidLambdaResponse();
  return {
    groupsToOverride: strings(groups.groupsToOverride),
    iamRolesToOverride: strings(groups.iamRolesToOverride),
    preferredRole: preferredRole ?? undefined,
  };
}

/** Absent and null stand for nothing; another type is an answer that cannot be used. */
function record(value: unknown): Record<string, unknown> {
  if (value === undefined || value === null) return {};
  if (typeof value !== "object" || Array.isArray(value)) throw invalidLambdaResponse();
  return value as Record<string, unknown>;
}

function strings(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every((entry) => typeof entry === "string"))
    throw invalidLambdaResponse();
  return value;
}

function withoutSpaces(scope: string): string {
  if (/\s/.test(scope)) throw invalidLambdaResponse();
  return scope;
}
