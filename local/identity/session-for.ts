import { CognitoError, invalidIdentityPoolConfiguration } from "../pool/api/errors";
import type { KnownIdentity } from "./identities";
import type { IdentityPool } from "./identity-pool";
import type { Login } from "./login";
import { refusedTrust } from "./policies/trust";
import { chooseRole } from "./role-choice";
import type { RoleSession } from "./role-sessions";
import { refusedTags, sessionTags } from "./session-tags";

/** The session of an identity pool always lasts an hour, whatever the role allows. */
const SESSION_SECONDS = 3_600;

/** Why STS refuses a session. The caller is told only that the pool is not configured correctly. */
export class RefusedSessionError extends CognitoError {
  constructor(readonly reason: string) {
    const { type, message } = invalidIdentityPoolConfiguration();
    super(type, message);
  }
}

/** The session of somebody with their role, if STS makes one. */
export async function sessionFor(
  { settings, pool, roles }: IdentityPool,
  identity: KnownIdentity,
  login: Login | undefined,
  customRole: string | undefined,
): Promise<RoleSession> {
  const arn = chooseRole(settings, login, customRole);
  const role = roles.find((candidate) => candidate.arn === arn);
  if (role === undefined) throw new RefusedSessionError(`the role ${arn} is not one that the pool hands out`);
  const tags = login === undefined ? {} : sessionTags(login.settings.tags, login.claims);
  const amr = login === undefined ? ["unauthenticated"] : ["authenticated", login.provider];
  const candidate = { identityPoolId: settings.id, identityId: identity.id, amr, tags };
  const reason = refusedTags(tags) ?? (await refusedTrust(role, candidate));
  if (reason !== undefined) throw new RefusedSessionError(reason);
  const issuedAt = Math.floor(pool.now().getTime() / 1_000) * 1_000;
  return {
    identityId: identity.id,
    role: role.arn,
    sub: login?.sub,
    tags,
    issuedAt: new Date(issuedAt).toISOString(),
    expiresAt: new Date(issuedAt + SESSION_SECONDS * 1_000).toISOString(),
  };
}
