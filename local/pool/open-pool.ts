import { randomBytes } from "node:crypto";
import { Collection } from "../journal/collection";
import type { Journal } from "../journal/journal";
import type { Code } from "./messages/codes";
import { createInbox, type Inbox } from "./messages/inbox";
import { createLimits } from "./messages/limits";
import type { Client, Group, Pool, RefreshToken, RevokedSignIn } from "./pool";
import type { ClientSettings, GroupSettings, PoolSettings } from "./settings";
import { createSessions } from "./sign-in/challenge-sessions";
import { createTickets } from "./state/tickets";
import { createSigningKey, type SigningKey } from "./tokens/jwt";
import { runTrigger, type TriggerHost } from "./triggers/run-trigger";
import type { User } from "./users/user";
import { loginsOf } from "./users/users";

export interface PoolOptions {
  readonly settings: PoolSettings;
  /** Those of the stack; operations can add more. */
  readonly clients: readonly ClientSettings[];
  readonly groups: readonly GroupSettings[];
  readonly journal: Journal;
  /** Calls a function as Cognito does, with its limit and its retries. */
  readonly call: TriggerHost["call"];
  readonly inbox?: Inbox;
  /** Who tokens are from; without it, they are from the pool as it is on AWS. */
  readonly issuer?: string | undefined;
  /** Without it, the sign-in pages are under the name of the pool. */
  readonly brandOf?: Pool["brandOf"] | undefined;
  /** Without it, English. */
  readonly language?: Pool["language"] | undefined;
  readonly now?: () => Date;
}

export const issuerOnAws = ({ region, id }: Pick<PoolSettings, "region" | "id">): string =>
  `https://cognito-idp.${region}.amazonaws.com/${id}`;

/** Opens the pool as its journal left it, with the clients and groups that the stack has now. */
export function openPool(options: PoolOptions): Pool {
  const { settings, journal, call, inbox = createInbox(), now = () => new Date() } = options;
  const { region, id: poolId, triggers } = settings;
  const host: TriggerHost = { region, poolId, functionOf: (trigger) => triggers[trigger], call };
  const keys = new Collection<SigningKey>(journal, "keys");
  const key = (name: string) =>
    keys.get(name) ?? keys.put(name, createSigningKey(randomBytes(32).toString("base64")));
  const modifiedAt = now().toISOString();
  const births = new Collection<string>(journal, "pool");
  const pool: Pool = {
    settings,
    createdAt: births.get(poolId) ?? births.put(poolId, modifiedAt),
    modifiedAt,
    issuer: options.issuer ?? issuerOnAws(settings),
    users: new Collection<User>(journal, "users", loginsOf),
    groups: new Collection<Group>(journal, "groups"),
    clients: new Collection<Client>(journal, "clients"),
    refreshTokens: new Collection<RefreshToken>(journal, "refresh-tokens", ({ username }) => [username]),
    revokedOrigins: new Collection<RevokedSignIn>(journal, "revoked-origins"),
    keys: { id: key("id"), access: key("access") },
    sessions: createSessions(),
    browserSessions: createTickets(),
    pageChallenges: createTickets(),
    authorizationCodes: createTickets(),
    formKey: randomBytes(32).toString("base64"),
    limits: createLimits(),
    decoyCodes: new Collection<Code>(journal, "decoy-codes"),
    inbox,
    brandOf: options.brandOf ?? (() => ({ name: settings.name })),
    language: options.language ?? "en",
    now,
    runTrigger: (trigger) => runTrigger(host, trigger),
  };
  for (const client of options.clients)
    pool.clients.put(client.id, {
      ...client,
      createdAt: pool.clients.get(client.id)?.createdAt ?? modifiedAt,
      modifiedAt,
    });
  for (const group of options.groups)
    pool.groups.put(group.name, {
      ...group,
      createdAt: pool.groups.get(group.name)?.createdAt ?? modifiedAt,
      modifiedAt,
    });
  return pool;
}
