import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { type Journal, openJournal } from "../../../local/journal/journal";
import { poolListener } from "../../../local/pool/api/server";
import { openPool } from "../../../local/pool/open-pool";
import type { Pool } from "../../../local/pool/pool";
import type { ClientSettings, IdentityProviderSettings, PoolSettings } from "../../../local/pool/settings";
import type { TriggerHost, TriggerName } from "../../../local/pool/triggers/run-trigger";
import { openUserPools } from "../../../local/pool/user-pools";
import { describedPool } from "../../../local/stack/described-pool";
import { signingKeys } from "../../harness/signing-keys";

/** What a trigger is called with. */
export interface TriggerEvent {
  readonly version: string;
  readonly triggerSource: string;
  readonly userName?: string;
  readonly callerContext: { readonly awsSdkVersion: string; readonly clientId: string };
  readonly request: Record<string, unknown>;
  readonly response: Record<string, unknown>;
}

/** Answers like a handler: the event with a response, or an error. */
export type Handler = (event: TriggerEvent) => unknown;

export interface TestPool {
  readonly pool: Pool;
  /** The real SDK, over HTTP. */
  readonly client: CognitoIdentityProviderClient;
  readonly endpoint: string;
  /** Every trigger call so far, in order, by its source. */
  readonly sources: () => string[];
  readonly events: TriggerEvent[];
  /** The code of the newest message to an address. */
  code(to: string): string;
  /** Moves the pool's clock. */
  pass(seconds: number): void;
  stop(): Promise<void>;
}

export const WEB = "1webclient0000000000000000";
const TRIGGERS: readonly TriggerName[] = [
  "PreSignUp",
  "PostConfirmation",
  "PreAuthentication",
  "PostAuthentication",
  "PreTokenGeneration",
  "UserMigration",
  "CustomMessage",
];

/** The function that answers as a handler of the test, in the LambdaConfig of a pool that the test creates. */
export const arnOf = (trigger: TriggerName): string =>
  `arn:aws:lambda:eu-central-1:123456789012:function:${trigger}`;

const attribute = (name: string, changes = {}) => ({
  name,
  type: "String" as const,
  mutable: true,
  required: false,
  minLength: 0,
  maxLength: 2_048,
  ...changes,
});

const templates = { subject: "Your code", email: "Your code is {####}", sms: "Your code is {####}" };

export const settings = (changes: Partial<PoolSettings> = {}): PoolSettings => ({
  id: "eu-central-1_TestPool1",
  arn: "arn:aws:cognito-idp:eu-central-1:123456789012:userpool/eu-central-1_TestPool1",
  name: "acme-people",
  region: "eu-central-1",
  tier: "ESSENTIALS",
  deletionProtected: true,
  domain: { domain: "acme-login", isPrefix: true },
  schema: [
    attribute("email", { required: true }),
    attribute("name"),
    attribute("locale"),
    attribute("phone_number"),
    attribute("custom:tenant_id", { mutable: false, maxLength: 64 }),
    attribute("custom:role", { mutable: false, maxLength: 32 }),
    attribute("custom:legacy_id", { mutable: false, maxLength: 256 }),
  ],
  autoVerified: ["email"],
  verifiedBeforeUpdate: ["email"],
  passwordPolicy: {
    minimumLength: 12,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: false,
    temporaryPasswordValidityDays: 7,
  },
  firstFactors: ["PASSWORD"],
  passkeys: { relyingPartyId: "localhost", userVerification: "preferred", isMultiFactor: false },
  mfa: "OPTIONAL",
  mfaKinds: ["SOFTWARE_TOKEN_MFA"],
  onlyAdministratorsCreate: false,
  verificationTemplates: templates,
  invitationTemplates: {
    subject: "Welcome",
    email: "You are {username}, your password is {####}",
    sms: "{username} {####}",
  },
  signInSms: "Your code is {####}",
  signInEmail: { subject: "Your sign-in code", email: "Your sign-in code is {####}" },
  sendsThroughSes: false,
  issuerType: "ORIGINAL",
  triggers: Object.fromEntries(TRIGGERS.map((trigger) => [trigger, trigger])),
  triggerArns: Object.fromEntries(TRIGGERS.map((trigger) => [trigger, arnOf(trigger)])),
  tokenTriggerVersion: "V2_0",
  recovery: ["verified_email", "verified_phone_number"],
  usernameAttributes: ["email"],
  aliasAttributes: [],
  caseSensitive: false,
  identityProviders: [],
  resourceServers: [],
  sessionTracking: undefined,
  deviceTracking: undefined,
  tags: {},
  ...changes,
});

export const identityProvider = (
  changes: Pick<IdentityProviderSettings, "name" | "type"> & Partial<IdentityProviderSettings>,
): IdentityProviderSettings => ({
  details: {},
  attributeMapping: { email: "email", name: "name" },
  identifiers: [],
  ...changes,
});

export const webClient = (changes: Partial<ClientSettings> = {}): ClientSettings => ({
  id: WEB,
  name: "web",
  secret: undefined,
  authFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
  readAttributes: ["email", "email_verified", "name", "locale", "phone_number", "phone_number_verified"],
  writeAttributes: ["email", "name", "locale", "phone_number"],
  hidesExistence: true,
  revocable: true,
  rotation: undefined,
  sessionSeconds: 180,
  tokenValidity: {},
  oauthFlows: [],
  oauthScopes: [],
  callbackUrls: [],
  logoutUrls: [],
  defaultRedirectUri: undefined,
  identityProviders: ["COGNITO"],
  ...changes,
});

interface Options {
  readonly settings?: Partial<PoolSettings>;
  readonly clients?: readonly ClientSettings[];
  readonly language?: Pool["language"];
  readonly brandOf?: Pool["brandOf"];
  /** By the trigger's name; one that is not given hands the event back. */
  readonly handlers?: Partial<Record<TriggerName, Handler>>;
}

const KEYS = Object.entries(signingKeys(settings().id));

function withKeys(journal: Journal): Journal {
  for (const [name, key] of KEYS) journal.read("keys").set(name, key);
  return journal;
}

/** A pool with a server on a free port, in memory, with handlers in place of functions and a clock that can be moved. */
export async function startPool(options: Options = {}): Promise<TestPool> {
  const events: TriggerEvent[] = [];
  let now = Date.parse("2026-05-01T12:00:00Z");
  const journal = withKeys(openJournal(undefined));
  const common = {
    now: () => new Date(now),
    async call(name: string, event: unknown): ReturnType<TriggerHost["call"]> {
      const received = structuredClone(event) as TriggerEvent;
      events.push(received);
      const handler = options.handlers?.[name as TriggerName] ?? ((given: TriggerEvent) => given);
      try {
        return { kind: "answered", payload: structuredClone(await handler(structuredClone(received))) };
      } catch (error) {
        return { kind: "failed", errorMessage: (error as Error).message };
      }
    },
  };
  const pool = openPool({
    ...common,
    settings: settings(options.settings),
    clients: options.clients ?? [webClient()],
    groups: [],
    language: options.language,
    brandOf: options.brandOf,
    journal,
  });
  const pools = openUserPools([pool], {
    accountId: "123456789012",
    readSettings: (identity, properties) =>
      describedPool(identity, properties, (arn) => TRIGGERS.find((trigger) => arn === arnOf(trigger))),
    open: (created, journal, keep) =>
      openPool({ ...common, settings: created, journal: withKeys(journal), keep, inbox: pool.inbox }),
  });
  const server = createServer(poolListener(pools));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new CognitoIdentityProviderClient({
    endpoint,
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  return {
    pool,
    client,
    endpoint,
    events,
    sources: () => events.map(({ triggerSource }) => triggerSource),
    code: (to) => pool.inbox.messages(to).at(-1)?.code ?? "",
    pass(seconds) {
      now += seconds * 1_000;
    },
    async stop() {
      client.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
