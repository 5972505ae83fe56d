import { createIdentity, identitiesOf, ownerOf, requireProvider } from "../../federation/identities";
import {
  NATIVE,
  PROVIDER_USER,
  type ProviderUser,
  providerUser,
  providerUserBySubject,
} from "../../federation/provider-user";
import type { Pool } from "../../pool";
import type { User } from "../../users/user";
import { requireUser, updateUser } from "../../users/users";
import { invalidParameter, limitExceeded, userNotFound } from "../errors";
import { PLAIN_TEXT } from "../input/members";
import { required } from "../input/shapes";
import { forAdministrators } from "../operation";

const MOST_LINKS = 5;

const INPUT = {
  UserPoolId: required(PLAIN_TEXT),
  DestinationUser: required(PROVIDER_USER),
  SourceUser: required(PROVIDER_USER),
};

/** From now on, a sign-in with the identity is a sign-in to the existing account. */
export const adminLinkProviderForUser = forAdministrators(
  "AdminLinkProviderForUser",
  INPUT,
  (pool, input) => {
    const target = providerUser(input.DestinationUser);
    const source = providerUserBySubject(input.SourceUser);
    if (source.provider === NATIVE)
      throw invalidParameter(
        "Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser",
      );
    const provider = requireProvider(pool, source.provider);
    const user = destination(pool, target);
    checkDestination(pool, user);
    const identity = { providerName: provider.name, userId: source.value };
    const owner = ownerOf(pool, identity);
    if (owner?.username === user.username)
      throw invalidParameter("SourceUser is already linked to DestinationUser");
    if (owner !== undefined)
      throw invalidParameter(
        "Merging is not currently supported, provide a SourceUser that has not been signed up in order to link",
      );
    const identities = identitiesOf(user);
    if (identities.filter(({ primary }) => !primary).length >= MOST_LINKS)
      throw limitExceeded("The user has the most linked identities that are possible.");
    const linked = createIdentity(provider, { userId: source.value, primary: false }, pool.now());
    updateUser(pool, user.username, ({ attributes }) => ({
      attributes: { ...attributes, identities: JSON.stringify([...identities, linked]) },
    }));
    return {};
  },
);

function destination(pool: Pool, { provider, value }: ProviderUser): User {
  if (provider === NATIVE) return requireUser(pool, value);
  const user = ownerOf(pool, { providerName: requireProvider(pool, provider).name, userId: value });
  if (user === undefined) throw userNotFound();
  return user;
}

/**
 * The provider's attributes will replace those of the account, so the account may have no attribute that can never
 * change.
 */
function checkDestination({ settings }: Pool, { attributes }: User): void {
  for (const { name, mutable } of settings.schema)
    if (name.startsWith("custom:") && !mutable && (attributes[name] ?? "") !== "")
      throw invalidParameter(`Invalid DestinationUser: the attribute ${name} is immutable`);
}
