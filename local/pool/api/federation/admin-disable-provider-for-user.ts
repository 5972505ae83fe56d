import {
  identitiesAttribute,
  identitiesOf,
  isSame,
  ownerOf,
  requireProvider,
} from "../../federation/identities";
import { NATIVE, PROVIDER_USER, providerUserBySubject } from "../../federation/provider-user";
import { requireUser, updateUser } from "../../users/users";
import { notSimulated, userNotFound } from "../errors";
import { PLAIN_TEXT } from "../input/members";
import { required } from "../input/shapes";
import { forAdministrators } from "../operation";

const INPUT = { UserPoolId: required(PLAIN_TEXT), User: required(PROVIDER_USER) };

/**
 * Ends a link. At its next sign-in, the identity creates a new user. For the provider `Cognito`, the user's
 * password is removed.
 */
export const adminDisableProviderForUser = forAdministrators(
  "AdminDisableProviderForUser",
  INPUT,
  (pool, input) => {
    const { provider, value } = providerUserBySubject(input.User);
    if (provider === NATIVE) {
      const { username } = requireUser(pool, value);
      updateUser(pool, username, () => ({ password: undefined }));
      return {};
    }
    const identity = { providerName: requireProvider(pool, provider).name, userId: value };
    const owner = ownerOf(pool, identity);
    if (owner === undefined) throw userNotFound();
    const identities = identitiesOf(owner);
    if (identities.some((candidate) => candidate.primary && isSame(candidate, identity)))
      throw notSimulated("AdminDisableProviderForUser for the provider that an account began with");
    const kept = identitiesAttribute(identities.filter((candidate) => !isSame(candidate, identity)));
    updateUser(pool, owner.username, ({ attributes: { identities: _, ...attributes } }) => ({
      attributes: { ...attributes, ...(kept !== undefined && { identities: kept }) },
    }));
    return {};
  },
);
