import { notAuthorized, resourceConflict, resourceNotFound } from "../../pool/api/errors";
import { required, text } from "../../pool/api/input/shapes";
import { identityOf, isGuest, type KnownIdentity, linkLogin } from "../identities";
import type { IdentityPool } from "../identity-pool";
import { type Login, readLogin } from "../login";
import { sessionFor } from "../session-for";
import { MESSAGES, UNCONFIRMED_MESSAGES } from "./messages";
import { declare, ID, LOGINS } from "./operation";

export const getCredentialsForIdentity = declare(
  "GetCredentialsForIdentity",
  { IdentityId: required(ID), Logins: LOGINS, CustomRoleArn: text({ shortest: 20, longest: 2_048 }) },
  async (identityPool, { IdentityId: id, Logins, CustomRoleArn }) => {
    const { settings, pool, identities, sessions } = identityPool;
    const identity = identities.get(id);
    if (identity === undefined) throw resourceNotFound(MESSAGES.noIdentity(id));
    const login = readLogin(settings, pool, Logins);
    const isNew = checkIdentity(identityPool, identity, login);
    const session = await sessionFor(identityPool, identity, login, CustomRoleArn);
    // Whoever gets nothing has left nothing behind either.
    if (login !== undefined && isNew) linkLogin(identities, checkStillFree(identityPool, id, login), login);
    const { accessKeyId, secretAccessKey, sessionToken } = sessions.issue(session);
    return {
      IdentityId: id,
      Credentials: {
        AccessKeyId: accessKeyId,
        SecretKey: secretAccessKey,
        SessionToken: sessionToken,
        Expiration: Date.parse(session.expiresAt) / 1_000,
      },
    };
  },
);

/** Whether the identity is a guest's who has signed in now. Anybody else may use their own one alone. */
function checkIdentity(
  { settings, identities }: IdentityPool,
  identity: KnownIdentity,
  login: Login | undefined,
): boolean {
  if (login === undefined) {
    if (!isGuest(identity)) throw notAuthorized(MESSAGES.forbidden(identity.id));
    if (!settings.hasGuests) throw notAuthorized(MESSAGES.guests);
    return false;
  }
  if (identity.logins[login.provider] === login.sub) return false;
  if (!isGuest(identity)) throw notAuthorized(MESSAGES.otherPerson);
  if (identityOf(identities, login) !== undefined) throw resourceConflict(UNCONFIRMED_MESSAGES.linked);
  return true;
}

/** The identity as it is now: another request may have linked it, or the login, meanwhile. */
function checkStillFree(identityPool: IdentityPool, id: string, login: Login): KnownIdentity {
  const identity = identityPool.identities.get(id);
  if (identity === undefined) throw resourceNotFound(MESSAGES.noIdentity(id));
  checkIdentity(identityPool, identity, login);
  return identity;
}
