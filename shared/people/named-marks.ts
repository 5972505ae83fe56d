import { emailMark, identityMark, type Mark } from "./marks";
import type { Profile } from "./person";

/** A mark by which a person is recognised when they come again, with the name that operators read. */
export interface NamedMark {
  readonly mark: Mark;
  readonly name: string;
  /** Of a mailbox. An account at a provider has none. */
  readonly address?: string;
}

export const namedAddress = (address: string): NamedMark => ({
  mark: emailMark(address),
  name: `address ${address}`,
  address,
});

const namedAccount = (userName: string): NamedMark => ({
  mark: identityMark(userName),
  name: `provider account ${userName}`,
});

type MarkedProfile = Pick<
  Profile,
  "email" | "emailVerified" | "addresses" | "provenAddresses" | "federatedAs" | "accounts" | "origin"
>;

export const isFederated = ({ federatedAs, origin }: Pick<Profile, "federatedAs" | "origin">): boolean =>
  federatedAs !== undefined || origin === "federation";

/**
 * The present address, if excluding it can hurt nobody else. Of federated people that is only a proven one: a
 * provider can assert anybody's address, and the owner of the address must not suffer for the provider's user.
 */
export const ownAddress = (profile: MarkedProfile): string | undefined =>
  isFederated(profile) && profile.emailVerified !== true ? undefined : profile.email;

/** Every address that may be excluded with a person: the present one, and those that they proved before. */
export const ownAddresses = (profile: MarkedProfile): readonly string[] =>
  distinct(ownAddress(profile), profile);

/** What is excluded with a person who is suspended or removed. */
export const marksOfProfile = (profile: MarkedProfile): readonly NamedMark[] =>
  marks(ownAddresses(profile), profile);

/** The same, and addresses that may be somebody else's: to look for people, never to exclude them. */
export const claimedMarksOf = (profile: MarkedProfile): readonly NamedMark[] =>
  marks(
    [...new Set([...distinct(profile.email, profile), ...[...(profile.addresses ?? [])].sort()])],
    profile,
  );

const distinct = (present: string | undefined, { provenAddresses }: MarkedProfile): readonly string[] => [
  ...new Set([...(present === undefined ? [] : [present]), ...[...(provenAddresses ?? [])].sort()]),
];

const marks = (addresses: readonly string[], profile: MarkedProfile): readonly NamedMark[] => [
  ...addresses.map(namedAddress),
  ...accountsOf(profile).map(namedAccount),
];

/** The account through which they come, and those that are linked to theirs. */
export const accountsOf = ({ federatedAs, accounts = new Set() }: MarkedProfile): readonly string[] => [
  ...(federatedAs === undefined ? [] : [federatedAs]),
  ...[...accounts].filter((account) => account !== federatedAs?.toLowerCase()).sort(),
];

export const hasMark = (profile: MarkedProfile, { mark }: NamedMark): boolean =>
  marksOfProfile(profile).some((named) => named.mark === mark);
