import type { Claims } from "./jwt";
import { NO_OVERRIDE, type Override } from "./override";

/** Everything that a token of a person is made of. Times are in seconds. */
export interface Subject {
  readonly sub: string;
  readonly username: string;
  /** Only what the client may read. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
  readonly groupRoles: readonly string[];
  readonly preferredRole: string | undefined;
  readonly clientId: string;
  readonly issuer: string;
  readonly scopes: readonly string[];
  readonly authTime: number;
  readonly issuedAt: number;
  readonly idExpiresAt: number;
  readonly accessExpiresAt: number;
  readonly eventId: string;
  readonly originJti: string;
  readonly idJti: string;
  readonly accessJti: string;
  readonly nonce?: string | undefined;
  readonly deviceKey?: string | undefined;
  /** Where the tokens were asked for by OpenID Connect. */
  readonly atHash?: string | undefined;
}

/** Claims that no trigger can change. Like Cognito, this silently keeps its own value. */
const UNTOUCHABLE = new Set(
  (
    "acr amr at_hash aud auth_time azp client_id device_key event_id exp iat identities iss jti nbf nonce origin_jti sub " +
    "token_use username version"
  ).split(" "),
);
const mayAdd = (name: string): boolean =>
  !UNTOUCHABLE.has(name) && name !== "scope" && !/^(cognito:|dev:)/.test(name);
const maySuppress = (name: string): boolean =>
  !UNTOUCHABLE.has(name) && (name === "cognito:groups" || !name.startsWith("cognito:"));

const BOOLEANS = ["email_verified", "phone_number_verified"];

export function idClaims(subject: Subject, override: Override = NO_OVERRIDE): Claims {
  const { attributes } = subject;
  const claims: Record<string, unknown> = {
    ...withoutReserved(attributes),
    ...common(subject),
    ...groupClaims(subject, override),
    iss: subject.issuer,
    "cognito:username": subject.username,
    aud: subject.clientId,
    event_id: subject.eventId,
    token_use: "id",
    exp: subject.idExpiresAt,
    jti: subject.idJti,
    nonce: subject.nonce,
    at_hash: subject.atHash,
  };
  for (const name of BOOLEANS) if (name in attributes) claims[name] = attributes[name] === "true";
  const identities = attributes.identities;
  if (identities !== undefined) claims.identities = identitiesClaim(identities);
  return changed(claims, override.id, ["cognito:roles", "cognito:preferred_role"]);
}

/** In tokens, it is a list of objects whose values are all texts. */
const identitiesClaim = (identities: string) =>
  (JSON.parse(identities) as Record<string, unknown>[]).map(({ primary, dateCreated, ...identity }) => ({
    ...identity,
    primary: String(primary),
    dateCreated: String(dateCreated),
  }));

export function accessClaims(subject: Subject, override: Override = NO_OVERRIDE): Claims {
  const { "cognito:groups": groups } = groupClaims(subject, override);
  const claims: Record<string, unknown> = {
    ...common(subject),
    "cognito:groups": groups,
    iss: subject.issuer,
    client_id: subject.clientId,
    device_key: subject.deviceKey,
    event_id: subject.eventId,
    token_use: "access",
    scope: scopeClaim(subject.scopes, override),
    exp: subject.accessExpiresAt,
    jti: subject.accessJti,
    username: subject.username,
  };
  return changedAccess(claims, subject.clientId, override);
}

/** The parts of a machine's token. Nobody signs in, so the client is the subject. */
export type Machine = Pick<
  Subject,
  "clientId" | "issuer" | "scopes" | "issuedAt" | "accessExpiresAt" | "accessJti"
>;

export function machineClaims(machine: Machine, override: Override = NO_OVERRIDE): Claims {
  const claims: Record<string, unknown> = {
    sub: machine.clientId,
    token_use: "access",
    scope: scopeClaim(machine.scopes, override),
    auth_time: machine.issuedAt,
    iss: machine.issuer,
    exp: machine.accessExpiresAt,
    iat: machine.issuedAt,
    version: 2,
    jti: machine.accessJti,
    client_id: machine.clientId,
  };
  return changedAccess(claims, machine.clientId, override);
}

function scopeClaim(
  scopes: readonly string[],
  { access: { scopesToAdd, scopesToSuppress } }: Override,
): string {
  const all = [...new Set([...scopes, ...scopesToAdd])];
  return all.filter((scope) => !scopesToSuppress.includes(scope)).join(" ");
}

/** A trigger may add an audience to an access token, but only the client's own id. */
function changedAccess(claims: Record<string, unknown>, clientId: string, { access }: Override): Claims {
  const { aud } = access.claimsToAddOrOverride;
  return { ...changed(claims, access, []), ...(aud === clientId && { aud }) };
}

const common = ({ sub, originJti, authTime, issuedAt }: Subject) => ({
  sub,
  origin_jti: originJti,
  auth_time: authTime,
  iat: issuedAt,
});

function groupClaims(subject: Subject, { groups: replaced }: Override): Record<string, unknown> {
  const groups = replaced?.groupsToOverride ?? subject.groups;
  const roles = replaced?.iamRolesToOverride ?? subject.groupRoles;
  const preferred = replaced === undefined ? subject.preferredRole : replaced.preferredRole;
  return {
    ...(groups.length > 0 && { "cognito:groups": groups }),
    ...(roles.length > 0 && { "cognito:roles": roles }),
    "cognito:preferred_role": preferred,
  };
}

/** Suppression wins over addition. If the groups are suppressed, so are their roles. */
function changed(
  claims: Record<string, unknown>,
  { claimsToAddOrOverride, claimsToSuppress }: Override["id"],
  goneWithGroups: readonly string[],
): Claims {
  const result = { ...claims };
  for (const [name, value] of Object.entries(claimsToAddOrOverride)) if (mayAdd(name)) result[name] = value;
  for (const name of claimsToSuppress) {
    if (!maySuppress(name)) continue;
    delete result[name];
    if (name === "cognito:groups") for (const role of goneWithGroups) delete result[role];
  }
  return result;
}

const withoutReserved = (attributes: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => !name.startsWith("cognito:")));
