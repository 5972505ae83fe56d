import { type Identity, provenEmail } from "./identity";
import type { Origin, Profile } from "./person";

/** The first profile of a person, with what a tombstone has kept of an earlier one. */
export const newProfile = (
  sub: string,
  identity: Identity,
  joined: NonNullable<Profile["joined"]>,
  now: Date,
  tombstone: Profile | undefined,
): Profile => {
  const { email, accounts } = identity;
  const proven = provenEmail(identity);
  const addresses = new Set([...(tombstone?.addresses ?? []), ...(email ? [email.address] : [])]);
  const provenAddresses = new Set([
    ...(tombstone?.provenAddresses ?? []),
    ...(proven ? [proven.address] : []),
  ]);
  const allAccounts = new Set([...(tombstone?.accounts ?? []), ...accounts]);
  return {
    sub,
    status: "active",
    activeTenant: joined.tenantId,
    joined,
    origin: originOf(identity),
    createdAt: tombstone?.createdAt ?? now.toISOString(),
    ...(email !== undefined && { email: email.address }),
    emailVerified: proven !== undefined,
    ...(addresses.size > 0 && { addresses }),
    ...(provenAddresses.size > 0 && { provenAddresses }),
    ...(allAccounts.size > 0 && { accounts: allAccounts }),
    ...(identity.federation !== undefined && { federatedAs: identity.federation.userName }),
    ...(identity.name !== undefined && { name: identity.name }),
    ...(identity.locale !== undefined && { locale: identity.locale }),
    ...(identity.legacyId !== undefined && { legacyId: identity.legacyId }),
  };
};

function originOf({ federation, legacyId, assigned }: Identity): Origin {
  if (federation !== undefined) return "federation";
  if (legacyId !== undefined) return "migration";
  return assigned.tenantId === undefined ? "sign-up" : "admin";
}
