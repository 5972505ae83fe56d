import { randomUUID } from "node:crypto";
import { Collection } from "../journal/collection";
import type { Journal } from "../journal/journal";

/** An identity that the pool has handed out. Without a login, it is a guest's. */
export interface KnownIdentity {
  /** Such as `eu-central-1:` and a UUID. */
  readonly id: string;
  readonly createdAt: string;
  /** The `sub` by the provider. */
  readonly logins: Readonly<Record<string, string>>;
}

/** The same login leads to the same identity. */
export type LoginKey = Readonly<Record<"provider" | "sub", string>>;

export const openIdentities = (journal: Journal): Collection<KnownIdentity> =>
  new Collection<KnownIdentity>(journal, "identities", ({ logins }) =>
    Object.entries(logins).map(([provider, sub]) => `${provider} ${sub}`),
  );

export const identityOf = (identities: Collection<KnownIdentity>, { provider, sub }: LoginKey) =>
  identities.findAll(`${provider} ${sub}`)[0];

interface Birth {
  readonly region: string;
  readonly at: Date;
  /** None for a guest. */
  readonly login: LoginKey | undefined;
}

export function addIdentity(
  identities: Collection<KnownIdentity>,
  { region, at, login }: Birth,
): KnownIdentity {
  const id = `${region}:${randomUUID()}`;
  const logins = login === undefined ? {} : { [login.provider]: login.sub };
  return identities.put(id, { id, createdAt: at.toISOString(), logins });
}

export const linkLogin = (
  identities: Collection<KnownIdentity>,
  identity: KnownIdentity,
  { provider, sub }: LoginKey,
): KnownIdentity =>
  identities.put(identity.id, { ...identity, logins: { ...identity.logins, [provider]: sub } });

export const isGuest = ({ logins }: KnownIdentity): boolean => Object.keys(logins).length === 0;
