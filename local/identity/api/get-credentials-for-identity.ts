import { notAuthorized, resourceNotFound } from "../../pool/api/errors";
import { required, text } from "../../pool/api/input/shapes";
import { identityOf, isGuest, type KnownIdentity, linkLogin } from "../identities";
import type { IdentityPool } from "../identity-pool";
import { type Login, readLogin } from "../login";
import { sessionFor } from "../session-for";
import { MESSAGES } from "./messages";
import { declare, ID, LOGINS } from "./operation";

export const getCredentialsForIdentity = declare(
  "GetCredentialsForIdentity",
  { IdentityId: required(ID), Logins: LOGINS, CustomRoleArn: text({ shortest: 20, longest: 2_048 }) },
  async (identityPool, { IdentityId: id, Logins, CustomRoleArn }) => {
    const { settings, pool, sessions } = identityPool;
    if (identityPool.identities.get(id) === undefined) throw resourceNotFound(MESSAGES.noIdentity(id));
    const login = readLogin(settings, pool, Logins);
    const candidate = identityFor(identityPool, id, login);
    const session = await sessionFor(identityPool, candidate, login, CustomRoleArn);
    // The login is linked only now, so that a refused request leaves nothing behind. Another request may have linked it already.
    const identity = login === undefined ? candidate : settle(identityPool, id, login);
    const { accessKeyId, secretAccessKey, sessionToken } = sessions.issue({
      ...session,
      identityId: identity.id,
    });
    return {
      IdentityId: identity.id,
      Credentials: {
        AccessKeyId: accessKeyId,
        SecretKey: secretAccessKey,
        SessionToken: sessionToken,
        Expiration: Date.parse(session.expiresAt) / 1_000,
      },
    };
  },
);

/**
 * The identity whose credentials are asked for. A guest who signs in gets the identity that the login already has, if any: Amplify
 * relies on it. It is inferred that the guest's own identity then stays that of a guest.
 */
function identityFor(
  { settings, identities }: IdentityPool,
  id: string,
  login: Login | undefined,
): KnownIdentity {
  const identity = identities.get(id);
  if (identity === undefined) throw resourceNotFound(MESSAGES.noIdentity(id));
  if (login === undefined) {
    if (!isGuest(identity)) throw notAuthorized(MESSAGES.forbidden(id));
    if (!settings.hasGuests) throw notAuthorized(MESSAGES.guests);
    return identity;
  }
  if (identity.logins[login.provider] === login.sub) return identity;
  if (!isGuest(identity)) throw notAuthorized(MESSAGES.otherPerson);
  return identityOf(identities, login) ?? identity;
}

/** The identity as it is now, with the login. */
function settle(identityPool: IdentityPool, id: string, login: Login): KnownIdentity {
  const identity = identityFor(identityPool, id, login);
  return isGuest(identity) ? linkLogin(identityPool.identities, identity, login) : identity;
}
