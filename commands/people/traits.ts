import { emailMark, identityMark, type Mark } from "../../shared/people/marks";
import type { Profile } from "../../shared/people/person";

/** Something by which a person is recognised when they come again, and what an operator calls it. */
export interface Trait {
  readonly mark: Mark;
  readonly name: string;
  /** Of a mailbox; an account at a provider has none. */
  readonly address?: string;
}

export const addressTrait = (address: string): Trait => ({
  mark: emailMark(address),
  name: `address ${address}`,
  address,
});

const accountTrait = (userName: string): Trait => ({
  mark: identityMark(userName),
  name: `provider account ${userName}`,
});

type Recognised = Pick<Profile, "email" | "emailVerified" | "provenAddresses" | "federatedAs" | "origin">;

export const isFederated = ({ federatedAs, origin }: Pick<Profile, "federatedAs" | "origin">): boolean =>
  federatedAs !== undefined || origin === "federation";

/**
 * The address that may be held against a person. Of federated people only a proven one: a provider can assert the
 * address of anybody, and whoever is held to account for its user must not be the one whose address it is.
 */
export const ownAddress = (profile: Recognised): string | undefined =>
  isFederated(profile) && profile.emailVerified !== true ? undefined : profile.email;

/** Every address that may be held against a person: the present one, and those that they have proven before. */
export const ownAddresses = (profile: Recognised): readonly string[] =>
  distinct(ownAddress(profile), profile);

/** What stands against a person who is suspended or removed. */
export const traitsOf = (profile: Recognised): readonly Trait[] => traits(ownAddresses(profile), profile);

/** The same with an address that may be somebody else's: for looking, not for acting. */
export const claimedTraitsOf = (profile: Recognised): readonly Trait[] =>
  traits(distinct(profile.email, profile), profile);

const distinct = (present: string | undefined, { provenAddresses }: Recognised): readonly string[] => [
  ...new Set([...(present === undefined ? [] : [present]), ...[...(provenAddresses ?? [])].sort()]),
];

const traits = (addresses: readonly string[], { federatedAs }: Recognised): readonly Trait[] => [
  ...addresses.map(addressTrait),
  ...(federatedAs === undefined ? [] : [accountTrait(federatedAs)]),
];

export const bears = (profile: Recognised, { mark }: Trait): boolean =>
  traitsOf(profile).some((trait) => trait.mark === mark);
