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
import { createSigningKey, createSigningKeyAside, type SigningKey } from "./tokens/jwt";
import { runTrigger, type TriggerHost } from "./triggers/run-trigger";
import { loginsOf } from "./users/sign-in-names";
import type { User } from "./users/user";

export interface PoolOptions {
  readonly settings: PoolSettings;
  /** The clients of the stack. Operations can add more. */
  readonly clients?: readonly ClientSettings[];
  readonly groups?: readonly GroupSettings[];
  readonly journal: Journal;
  /** Calls a function as Cognito does, with its limit and its retries. */
  readonly call: TriggerHost["call"];
  readonly inbox?: Inbox;
  /** The issuer of tokens; without it, the address of the pool on AWS. */
  readonly issuer?: string | undefined;
  /** Without it, the sign-in pages are under the name of the pool. */
  readonly brandOf?: Pool["brandOf"] | undefined;
  /** Reads a secret for a setting that refers to one; without it, every setting stands for itself. */
  readonly readSetting?: Pool["readSetting"] | undefined;
  /** Without it, English. */
  readonly language?: Pool["language"] | undefined;
  readonly now?: () => Date;
  /** Keeps what operations change of the settings; without it, they hold for as long as the pool is open. */
  readonly keep?: (settings: PoolSettings) => void;
}

export const issuerOnAws = ({
  region,
  id,
  issuerType,
}: Pick<PoolSettings, "region" | "id" | "issuerType">): string =>
  `https://${issuerType === "UPDATED" ? "issuer-" : ""}cognito-idp.${region}.amazonaws.com/${id}`;

/** Opens the pool as its journal left it, with the clients and groups that the stack has now. */
export function openPool(options: PoolOptions): Pool {
  const { journal, call, inbox = createInbox(), now = () => new Date(), keep = () => {} } = options;
  let { settings } = options;
  const { region, id: poolId } = settings;
  const host: TriggerHost = { region, poolId, functionOf: (trigger) => settings.triggers[trigger], call };
  const openedAt = now().toISOString();
  let modifiedAt = openedAt;
  const births = new Collection<string>(journal, "pool");
  const pool: Pool = {
    get settings() {
      return settings;
    },
    createdAt: births.get(poolId) ?? births.put(poolId, openedAt),
    get modifiedAt() {
      return modifiedAt;
    },
    change(changes) {
      settings = { ...settings, ...changes };
      modifiedAt = now().toISOString();
      keep(settings);
    },
    get issuer() {
      return options.issuer ?? issuerOnAws(settings);
    },
    users: new Collection<User>(journal, "users", loginsOf(settings)),
    groups: new Collection<Group>(journal, "groups"),
    clients: new Collection<Client>(journal, "clients"),
    refreshTokens: new Collection<RefreshToken>(journal, "refresh-tokens", ({ username }) => [username]),
    revokedOrigins: new Collection<RevokedSignIn>(journal, "revoked-origins"),
    keys: keysIn(journal),
    sessions: createSessions(),
    browserSessions: createTickets(),
    pageChallenges: createTickets(),
    authorizationCodes: createTickets(),
    passkeyRegistrations: createTickets(),
    providerSignIns: createTickets(),
    simulatedAnswers: createTickets(),
    formKey: randomBytes(32).toString("base64"),
    limits: createLimits(),
    decoyCodes: new Collection<Code>(journal, "decoy-codes"),
    inbox,
    brandOf: options.brandOf ?? (() => ({ name: settings.name })),
    language: options.language ?? "en",
    readSetting: options.readSetting ?? ((text) => text),
    now,
    runTrigger: (trigger) => runTrigger(host, trigger),
  };
  for (const client of options.clients ?? []) putClient(pool, client, openedAt);
  for (const group of options.groups ?? [])
    pool.groups.put(group.name, {
      ...group,
      createdAt: pool.groups.get(group.name)?.createdAt ?? openedAt,
      modifiedAt: openedAt,
    });
  return pool;
}

/** Keys are made on first use, so that tests do not wait for keys that they do not need. */
function keysIn(journal: Journal): Pool["keys"] {
  const keys = new Collection<SigningKey>(journal, "keys");
  const newId = () => randomBytes(32).toString("base64");
  const key = (name: string) => keys.get(name) ?? keys.put(name, createSigningKey(newId()));
  return {
    get id() {
      return key("id");
    },
    get access() {
      return key("access");
    },
    async prepare() {
      const missing = ["id", "access"].filter((name) => keys.get(name) === undefined);
      const made = await Promise.all(missing.map(() => createSigningKeyAside(newId())));
      // A key may have been made and used in the meantime.
      for (const [index, name] of missing.entries())
        keys.get(name) ?? keys.put(name, made[index] as SigningKey);
    },
  };
}

/** A client of the stack has the secret of the stack, and those that operations have added to it. */
function putClient(pool: Pool, { secret, ...client }: ClientSettings, openedAt: string): void {
  const known = pool.clients.get(client.id);
  const createdAt = known?.createdAt ?? openedAt;
  const own = secret === undefined ? [] : [{ id: `${client.id}--1`, value: secret, createdAt }];
  const added = known?.secrets?.filter(({ id }) => id !== own[0]?.id) ?? [];
  pool.clients.put(client.id, { ...client, secrets: [...own, ...added], createdAt, modifiedAt: openedAt });
}
