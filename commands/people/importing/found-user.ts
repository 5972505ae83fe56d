import type { Identity } from "../../../shared/people/identity";
import type { PersonRow } from "./person-row";
import type { PoolDirectory } from "./pool-directory";

type Found = { readonly identity: Identity & { readonly sub: string } } | { readonly reason: string };

/**
 * The user of the pool whom a row means. An address means the user who has proven it: a stranger may have signed up
 * with it, and must not get the place of its owner.
 */
export function findUser(pool: Pick<PoolDirectory, "bySub" | "byAddress">, row: PersonRow): Found {
  const { sub, address } = row;
  if (sub !== undefined) {
    const identity = pool.bySub(sub);
    if (identity === undefined) return { reason: "the pool has no user with this sub" };
    if (address !== undefined && identity.email?.address !== address)
      return { reason: "the user of the pool with this sub has another address" };
    return { identity: described({ ...identity, sub }, row) };
  }
  const { proven, isClaimed } = pool.byAddress(address ?? "");
  const [identity, ...others] = proven;
  if (others.length > 0)
    return { reason: "several users of the pool have proven this address: name one by sub" };
  if (identity?.sub !== undefined) return { identity: described({ ...identity, sub: identity.sub }, row) };
  return {
    reason: isClaimed
      ? "the user of the pool with this address has not proven it: name them by sub"
      : "the pool has no user with this address",
  };
}

/** What the pool says of a person counts, as it does at every sign-in. */
const described = <Known extends Identity>(identity: Known, { name, locale }: PersonRow): Known => ({
  ...identity,
  name: identity.name ?? name,
  locale: identity.locale ?? locale,
});
