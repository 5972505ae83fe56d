import { FaultError } from "../../shared/runtime/errors";
import type { ScopeChange } from "./scopes";
import type { Version } from "./version";

export interface TokenContent {
  readonly claims: Readonly<Record<string, string>>;
  readonly scopes?: ScopeChange;
  /** Absent if the event does not say which groups there are. They stay as they are then. */
  readonly groups?: GroupConfiguration;
}

/** Always complete: an override replaces groups and their IAM roles. */
export interface GroupConfiguration {
  readonly groupsToOverride: readonly string[];
  readonly iamRolesToOverride: readonly string[];
  readonly preferredRole?: string;
}

/**
 * The answer to Cognito. A V1 event reaches the ID token and the groups only; V2 and V3 reach the access token too.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export function tokenResponse(version: Version, { claims, scopes, groups }: TokenContent) {
  for (const name of Object.keys(claims)) refuseReserved(name);
  const claimsToAddOrOverride = { ...claims };
  const groupOverrideDetails = groups && { groupOverrideDetails: groups };
  if (version === "1") return { claimsOverrideDetails: { claimsToAddOrOverride, ...groupOverrideDetails } };
  return {
    claimsAndScopeOverrideDetails: {
      idTokenGeneration: { claimsToAddOrOverride },
      accessTokenGeneration: { claimsToAddOrOverride, ...scopes },
      ...groupOverrideDetails,
    },
  };
}

const RESERVED = new Set(
  (
    "acr amr at_hash aud auth_time azp client_id device_key event_id exp iat identities iss jti nbf nonce " +
    "origin_jti scope sub token_use username version"
  ).split(" "),
);

/**
 * Cognito silently drops such a claim, or STS gives it a meaning of its own. Either way it is a mistake in our code.
 */
function refuseReserved(name: string): void {
  if (RESERVED.has(name) || /^(cognito:|dev:|aws:|https:\/\/aws\.amazon\.com\/)/.test(name))
    throw new FaultError(`${name} is a reserved claim`);
}
