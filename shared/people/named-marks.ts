import { emailMark, identityMark, type Mark } from "./marks";
import type { Profile } from "./person";

/** A mark, with the name that operators read. */
export interface NamedMark {
  readonly mark: Mark;
  readonly name: string;
  /** Only the mark of a mailbox has one. */
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
 * The present address, if excluding it can harm nobody else. A federated person's must be proven: a provider can
 * claim anybody's address, and its owner must not suffer for the provider's user.
 */
export const ownAddress = (profile: MarkedProfile): string | undefined =>
  isFederated(profile) && profile.emailVerified !== true ? undefined : profile.email;

/** Every address that is excluded with a person: the present one, and those that they have proven before. */
export const ownAddresses = (profile: MarkedProfile): readonly string[] =>
  distinct(ownAddress(profile), profile);

/** The marks that are excluded with a person who is suspended or removed. */
export const marksOfProfile = (profile: MarkedProfile): readonly NamedMark[] =>
  marks(ownAddresses(profile), profile);

/** The same, with addresses that may be somebody else's. Only for finding people, never for excluding them. */
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

/** The account of a federated person, and accounts that are linked. */
export const accountsOf = ({ federatedAs, accounts = new Set() }: MarkedProfile): readonly string[] => [
  ...(federatedAs === undefined ? [] : [federatedAs]),
  ...[...accounts].filter((account) => account !== federatedAs?.toLowerCase()).sort(),
];

export const hasMark = (profile: MarkedProfile, { mark }: NamedMark): boolean =>
  marksOfProfile(profile).some((named) => named.mark === mark);
