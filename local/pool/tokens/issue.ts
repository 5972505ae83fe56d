import { createHash, randomUUID } from "node:crypto";
import type { Texts } from "../api/input/shapes";
import type { Client, Group, Pool } from "../pool";
import { askPreTokenGeneration } from "../triggers/pre-token-generation";
import type { TokenSource } from "../triggers/run-trigger";
import { inScopes, readable } from "../users/attributes";
import type { User } from "../users/user";
import { accessClaims, idClaims, machineClaims } from "./claims";
import { signJwt } from "./jwt";
import { tokenSeconds } from "./token-validity";

/** A sign-in, or a renewal of one. */
export interface Grant {
  readonly source: TokenSource;
  readonly authTime: number;
  readonly originJti: string;
  readonly scopes: readonly string[];
  readonly clientMetadata: Texts | undefined;
  readonly nonce?: string | undefined;
  /** The device that the sign-in came from, where devices are tracked. */
  readonly deviceKey?: string | undefined;
}

/** The only place where a person's tokens are made, always after asking the token trigger. */
export async function issueTokens(pool: Pool, client: Client, user: User, grant: Grant) {
  const groups = user.groups.map((name) => pool.groups.get(name)).filter((group) => group !== undefined);
  const groupRoles = groups.map(({ roleArn }) => roleArn).filter((role) => role !== undefined);
  const preferredRole = preferredRoleOf(groups);
  const { source, clientMetadata, ...signIn } = grant;
  const override = await askPreTokenGeneration(pool, client, source, {
    user,
    roles: groupRoles,
    preferredRole,
    scopes: grant.scopes,
    clientMetadata,
  });
  const now = Math.floor(pool.now().getTime() / 1_000);
  const subject = {
    ...signIn,
    ...accessOf(pool, client, now),
    sub: user.attributes.sub ?? user.username,
    username: user.username,
    attributes: inScopes(readable(user.attributes, client), grant.scopes),
    groups: user.groups,
    groupRoles,
    preferredRole,
    idExpiresAt: now + tokenSeconds(client, "IdToken"),
    eventId: randomUUID(),
    idJti: randomUUID(),
  };
  const accessToken = signJwt(accessClaims(subject, override), pool.keys.access);
  const atHash = grant.scopes.includes("openid") ? atHashOf(await accessToken) : undefined;
  const idToken = signJwt(idClaims({ ...subject, atHash }, override), pool.keys.id);
  const [AccessToken, IdToken] = await Promise.all([accessToken, idToken]);
  return { AccessToken, ExpiresIn: tokenSeconds(client, "AccessToken"), TokenType: "Bearer", IdToken };
}

/** Binds an ID token to the access token beside it: the left half of its digest. */
const atHashOf = (accessToken: string): string =>
  createHash("sha256").update(accessToken).digest().subarray(0, 16).toString("base64url");

/** The token of a machine. */
export async function issueMachineToken(
  pool: Pool,
  client: Client,
  { scopes, clientMetadata }: Pick<Grant, "scopes" | "clientMetadata">,
) {
  const request = { user: undefined, roles: [], preferredRole: undefined, scopes, clientMetadata };
  const override = await askPreTokenGeneration(pool, client, "ClientCredentials", request);
  const now = Math.floor(pool.now().getTime() / 1_000);
  return {
    accessToken: await signJwt(
      machineClaims({ ...accessOf(pool, client, now), scopes }, override),
      pool.keys.access,
    ),
    expiresIn: tokenSeconds(client, "AccessToken"),
  };
}

/** What every access token holds, a person's and a machine's. */
const accessOf = (pool: Pool, client: Client, issuedAt: number) => ({
  clientId: client.id,
  issuer: pool.issuer,
  issuedAt,
  accessExpiresAt: issuedAt + tokenSeconds(client, "AccessToken"),
  accessJti: randomUUID(),
});

/** The role of the group with the lowest precedence, or the only role. A tie between different roles gives none. */
function preferredRoleOf(groups: readonly Group[]) {
  const roles = new Set(groups.flatMap(({ roleArn = [] }) => roleArn));
  if (roles.size === 1) return [...roles][0];
  const ranked = groups
    .filter(({ precedence, roleArn }) => precedence !== undefined && roleArn !== undefined)
    .sort((one, other) => (one.precedence ?? 0) - (other.precedence ?? 0));
  const best = ranked.filter(({ precedence }) => precedence === ranked[0]?.precedence);
  return new Set(best.map(({ roleArn }) => roleArn)).size === 1 ? best[0]?.roleArn : undefined;
}
