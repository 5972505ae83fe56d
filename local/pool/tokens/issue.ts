import { randomUUID } from "node:crypto";
import type { Client, Pool } from "../pool";
import { readable } from "../users/attributes";
import { eventAttributes, type User } from "../users/user";
import { accessClaims, idClaims, machineClaims, type Subject } from "./claims";
import { signJwt } from "./jwt";
import { NO_OVERRIDE, readOverride, type TriggerVersion } from "./override";
import { tokenSeconds } from "./token-validity";

/** A sign-in, or a renewal of one. */
export interface Grant {
  /** `TokenGeneration_Authentication` and its like. */
  readonly source: string;
  readonly authTime: number;
  readonly originJti: string;
  readonly scopes: readonly string[];
  readonly clientMetadata: Readonly<Record<string, string>> | undefined;
  readonly nonce?: string;
}

export interface Tokens {
  readonly idToken: string;
  readonly accessToken: string;
  readonly expiresIn: number;
}

const VERSION_OF_EVENT: Readonly<Record<TriggerVersion, string>> = { V1_0: "1", V2_0: "2", V3_0: "3" };

/** The one place where a person's tokens come from. None leaves without the trigger having been asked. */
export async function issueTokens(pool: Pool, client: Client, user: User, grant: Grant): Promise<Tokens> {
  const groups = user.groups.map((name) => pool.groups.get(name)).filter((group) => group !== undefined);
  const roles = groups.map(({ roleArn }) => roleArn).filter((role) => role !== undefined);
  const preferredRole = preferredRoleOf(groups);
  const { tokenTriggerVersion } = pool.settings;
  const isV1 = tokenTriggerVersion === "V1_0";
  const response = await pool.runTrigger({
    trigger: "PreTokenGeneration",
    source: grant.source,
    userName: user.username,
    clientId: client.id,
    version: VERSION_OF_EVENT[tokenTriggerVersion],
    request: {
      userAttributes: eventAttributes(user),
      groupConfiguration: {
        groupsToOverride: user.groups,
        iamRolesToOverride: roles,
        preferredRole: preferredRole ?? null,
      },
      ...(!isV1 && { scopes: grant.scopes }),
      ...(grant.clientMetadata !== undefined && { clientMetadata: grant.clientMetadata }),
    },
    response: isV1 ? { claimsOverrideDetails: null } : { claimsAndScopeOverrideDetails: null },
  });
  const override = response === undefined ? NO_OVERRIDE : readOverride(response, tokenTriggerVersion);
  const issuedAt = Math.floor(pool.now().getTime() / 1_000);
  const subject: Subject = {
    sub: user.attributes.sub ?? user.username,
    username: user.username,
    attributes: readable(user.attributes, client),
    groups: user.groups,
    groupRoles: roles,
    preferredRole,
    clientId: client.id,
    issuer: pool.issuer,
    scopes: grant.scopes,
    authTime: grant.authTime,
    issuedAt,
    idExpiresAt: issuedAt + tokenSeconds(client, "IdToken"),
    accessExpiresAt: issuedAt + tokenSeconds(client, "AccessToken"),
    eventId: randomUUID(),
    originJti: grant.originJti,
    idJti: randomUUID(),
    accessJti: randomUUID(),
    ...(grant.nonce !== undefined && { nonce: grant.nonce }),
  };
  return {
    idToken: signJwt(idClaims(subject, override), pool.keys.id),
    accessToken: signJwt(accessClaims(subject, override), pool.keys.access),
    expiresIn: tokenSeconds(client, "AccessToken"),
  };
}

/** The token of a machine. Only the newest version of the trigger is asked about it. */
export async function issueMachineToken(
  pool: Pool,
  client: Client,
  { scopes, clientMetadata }: Pick<Grant, "scopes" | "clientMetadata">,
): Promise<Omit<Tokens, "idToken">> {
  const { tokenTriggerVersion } = pool.settings;
  const response =
    tokenTriggerVersion !== "V3_0"
      ? undefined
      : await pool.runTrigger({
          trigger: "PreTokenGeneration",
          source: "TokenGeneration_ClientCredentials",
          clientId: client.id,
          version: VERSION_OF_EVENT[tokenTriggerVersion],
          request: {
            userAttributes: {},
            groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
            scopes,
            ...(clientMetadata !== undefined && { clientMetadata }),
          },
          response: { claimsAndScopeOverrideDetails: null },
        });
  const override = response === undefined ? NO_OVERRIDE : readOverride(response, tokenTriggerVersion);
  const issuedAt = Math.floor(pool.now().getTime() / 1_000);
  const machine = {
    clientId: client.id,
    issuer: pool.issuer,
    scopes,
    issuedAt,
    accessExpiresAt: issuedAt + tokenSeconds(client, "AccessToken"),
    accessJti: randomUUID(),
  };
  return {
    accessToken: signJwt(machineClaims(machine, override), pool.keys.access),
    expiresIn: tokenSeconds(client, "AccessToken"),
  };
}

/** The role of the group with the lowest number; a tie between different roles prefers none. */
function preferredRoleOf(groups: readonly { precedence: number | undefined; roleArn: string | undefined }[]) {
  const ranked = groups
    .filter(({ precedence, roleArn }) => precedence !== undefined && roleArn !== undefined)
    .sort((one, other) => (one.precedence ?? 0) - (other.precedence ?? 0));
  const best = ranked.filter(({ precedence }) => precedence === ranked[0]?.precedence);
  return new Set(best.map(({ roleArn }) => roleArn)).size === 1 ? best[0]?.roleArn : undefined;
}
