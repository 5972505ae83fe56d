import type { Journal } from "./journal/journal";
import type { Inbox } from "./pool/messages/inbox";
import { openPool } from "./pool/open-pool";
import type { Pool } from "./pool/pool";
import { forgetExpired } from "./pool/state/expiry";
import type { TriggerHost } from "./pool/triggers/run-trigger";
import { openUserPools, type UserPools } from "./pool/user-pools";
import { findUser } from "./pool/users/users";
import { describedPool } from "./stack/described-pool";
import type { StackUserPool } from "./stack/user-pool";

interface Surroundings {
  /** The journal of the stack's pool. */
  readonly journal: Journal;
  /** Where the pools that operations create are kept; without it, they are in memory. */
  readonly folder: string | undefined;
  readonly accountId: string;
  /** The names of functions by their ARNs. */
  readonly functionNames: ReadonlyMap<string, string>;
  readonly call: TriggerHost["call"];
  readonly inbox: Inbox;
  /** The issuer of a pool's tokens; undefined for its address on AWS. */
  readonly issuerOf: (poolId: string) => string | undefined;
  /** The brands of the stack's pool. */
  readonly brandOf?: Pool["brandOf"] | undefined;
  /** The language of the sign-in pages; without it, English. */
  readonly language?: Pool["language"] | undefined;
  /** Reads a secret for a setting of the stack's pool that refers to one. */
  readonly readSetting?: Pool["readSetting"] | undefined;
  readonly now: () => Date;
  readonly onStop: (end: () => unknown) => void;
}

const FORGET_EVERY_MS = 60_000;

/** Opens the pool of a stack, if there is one, and those that operations have created beside it. */
export function openPools(
  stack: StackUserPool | undefined,
  {
    journal,
    folder,
    accountId,
    functionNames,
    call,
    inbox,
    issuerOf,
    brandOf,
    language,
    readSetting,
    now,
    onStop,
  }: Surroundings,
): UserPools {
  const common = { call, inbox, language, now };
  const ofStack =
    stack &&
    openPool({
      ...common,
      settings: {
        ...stack.pool,
        domain: stack.domain,
        identityProviders: stack.identityProviders,
        resourceServers: stack.resourceServers,
        sessionTracking: stack.sessionTracking,
      },
      clients: stack.clients,
      groups: stack.groups,
      journal,
      issuer: issuerOf(stack.pool.id),
      brandOf,
      readSetting,
    });
  const pools = openUserPools(ofStack === undefined ? [] : [ofStack], {
    accountId,
    folder,
    readSettings: (identity, properties) =>
      describedPool(identity, properties, (arn) => functionNames.get(arn)),
    open: (settings, journal, keep) =>
      openPool({ ...common, settings, journal, keep, issuer: issuerOf(settings.id) }),
  });
  onStop(pools.close);
  const forgetting = setInterval(() => pools.all().forEach(forgetExpired), FORGET_EVERY_MS).unref();
  onStop(() => clearInterval(forgetting));
  return pools;
}

/** The address of somebody in any of the pools. */
export const addressIn =
  (pools: UserPools) =>
  (username: string): string | undefined =>
    pools
      .all()
      .map((pool) => findUser(pool, username)?.attributes.email)
      .find((address) => address !== undefined);
