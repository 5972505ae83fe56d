import { invalidParameter } from "../api/errors";
import type { Pool } from "../pool";
import type { IdentityProviderSettings } from "../settings";
import type { User } from "../users/user";

/** A person's identity at a provider, in the form of the attribute `identities`. */
export interface Identity {
  /** The provider's identifier of the person, its subject. */
  readonly userId: string;
  readonly providerName: string;
  readonly providerType: string;
  readonly issuer: null;
  /** Whether the account began with this identity. An identity that was linked later is not primary. */
  readonly primary: boolean;
  readonly dateCreated: number;
}

export const identitiesOf = ({ attributes: { identities } }: User): readonly Identity[] =>
  identities === undefined ? [] : (JSON.parse(identities) as Identity[]);

/** The value of the attribute; undefined if no identity is left. */
export const identitiesAttribute = (identities: readonly Identity[]): string | undefined =>
  identities.length === 0 ? undefined : JSON.stringify(identities);

export const isSame = (
  identity: Pick<Identity, "providerName" | "userId">,
  { providerName, userId }: Pick<Identity, "providerName" | "userId">,
): boolean => identity.providerName === providerName && identity.userId === userId;

/** The user who signs in with an identity: its own account, or the account that it is linked to. */
export const ownerOf = (
  { users }: Pick<Pool, "users">,
  identity: Pick<Identity, "providerName" | "userId">,
): User | undefined =>
  users.values().find((user) => identitiesOf(user).some((candidate) => isSame(candidate, identity)));

export const createIdentity = (
  { name, type }: IdentityProviderSettings,
  { userId, primary }: Pick<Identity, "userId" | "primary">,
  now: Date,
): Identity => ({
  userId,
  providerName: name,
  providerType: type,
  issuer: null,
  primary,
  dateCreated: now.getTime(),
});

/** A provider of the pool. Names differ by case. */
export function requireProvider(
  { settings: { id, identityProviders } }: Pick<Pool, "settings">,
  name: string,
): IdentityProviderSettings {
  const provider = identityProviders.find((candidate) => candidate.name === name);
  if (provider === undefined)
    throw invalidParameter(`The provider ${name} does not exist for User Pool ${id}.`);
  return provider;
}
