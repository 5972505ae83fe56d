import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from "@aws-sdk/client-cognito-identity";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type AuthenticationResultType,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { AccessError, type Deed } from "../../../local/identity/access";
import { type AccessControl, openAccessControl } from "../../../local/identity/access-control";
import { besideUserPool, type IdentityRefusal } from "../../../local/identity/api/server";
import type { AccessRefusal } from "../../../local/identity/gatekeeper";
import { type IdentityPool, openIdentityPool } from "../../../local/identity/identity-pool";
import { type Journal, openJournal } from "../../../local/journal/journal";
import { poolListener } from "../../../local/pool/api/server";
import { openPool } from "../../../local/pool/open-pool";
import type { Pool } from "../../../local/pool/pool";
import { openUserPools } from "../../../local/pool/user-pools";
import type { Stack } from "../../../local/stack/stack";
import { type EmbeddedTables, startTables } from "../../../local/tables/tables";
import { signingKeys } from "../../harness/signing-keys";
import { readSmall } from "../stack/small-stack";
import { RESOURCES } from "./small-identity-pool";

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface TestIdentityPool {
  readonly stack: Stack;
  readonly pool: Pool;
  readonly identityPool: IdentityPool;
  readonly access: AccessControl;
  readonly tables: EmbeddedTables;
  /** The real SDKs, over HTTP. */
  readonly identity: CognitoIdentityClient;
  readonly users: CognitoIdentityProviderClient;
  readonly url: string;
  readonly storageUrl: string;
  /** What was refused, in order. */
  readonly refusals: (AccessRefusal | IdentityRefusal)[];
  /** Somebody of a tenant, signed in. */
  signIn(email: string, options?: SignIn): Promise<AuthenticationResultType>;
  /** Under the provider's name, the ID token. */
  logins(token: string | undefined): Record<string, string>;
  getId(token?: string): Promise<string>;
  /** The credentials of somebody whose ID token this is, or of a guest. */
  keysOf(token?: string): Promise<Keys>;
  dynamodb(keys: Keys): DynamoDBClient;
  s3(keys: Keys): S3Client;
  pass(seconds: number): void;
  now(): Date;
  stop(): Promise<void>;
}

interface SignIn {
  readonly tenant?: string | undefined;
  readonly name?: string;
  /** The logical id. */
  readonly client?: "Web" | "Other";
}

export const PASSWORD = "Correct-Horse-7";
const KEYS = Object.entries(signingKeys("small"));

interface Options {
  readonly resources?: typeof RESOURCES;
  readonly journal?: Journal;
  readonly seed?: string;
  readonly startsAt?: string;
}

/** The identity pool of the small stack with its user pool, its table, and a storage that does nothing but ask. */
export async function startIdentityPool({
  resources = RESOURCES,
  journal = openJournal(undefined),
  seed = "seed",
  startsAt = "2026-05-01T12:00:00Z",
}: Options = {}): Promise<TestIdentityPool> {
  const stack = readSmall(resources, { seed });
  let time = Date.parse(startsAt);
  const now = () => new Date(time);
  for (const [name, key] of KEYS) journal.read("keys").set(name, key);
  const refusals: TestIdentityPool["refusals"] = [];
  const onRefusal = (refusal: AccessRefusal | IdentityRefusal) => refusals.push(refusal);
  const access = await openAccessControl(stack, { seed, now, onRefusal });
  const pool = openPool({
    settings: {
      ...stack.pool,
      domain: undefined,
      identityProviders: [],
      resourceServers: [],
      sessionTracking: undefined,
    },
    clients: stack.clients,
    groups: stack.groups,
    journal,
    now,
    call: async () => ({ kind: "failed", errorMessage: "there are no functions" }),
  });
  const identityPool = openIdentityPool(stack, { pool, sessions: access.sessions, journal });
  if (identityPool === undefined) throw new Error("there is no identity pool");
  const { settings, region } = identityPool;
  const pools = await listen(
    besideUserPool(
      poolListener(
        openUserPools([pool], {
          accountId: stack.accountId,
          readSettings: () => pool.settings,
          open: () => pool,
        }),
      ),
      identityPool,
      { onRefusal },
    ),
  );
  const storage = await listen(storageOf(access));
  const tables = await startTables(stack.tables, { now, gate: access.tables });
  const common = { region, maxAttempts: 1, systemClockOffset: time - Date.now() };
  const anybody = { accessKeyId: "anybody", secretAccessKey: "anything" };
  const identity = new CognitoIdentityClient({ ...common, endpoint: pools.url, credentials: anybody });
  const users = new CognitoIdentityProviderClient({ ...common, endpoint: pools.url, credentials: anybody });
  const clientId = (id: string) => stack.clients.find(({ name }) => name === id)?.id ?? "";
  const logins = (token: string | undefined) => ({ [settings.providers[0]?.name ?? ""]: token ?? "" });
  const test: TestIdentityPool = {
    stack,
    pool,
    identityPool,
    access,
    tables,
    identity,
    users,
    url: pools.url,
    storageUrl: storage.url,
    refusals,
    async signIn(email, { tenant, name, client = "Web" } = {}) {
      const attributes = { email, email_verified: "true", name, "custom:tenant_id": tenant };
      const UserAttributes = Object.entries(attributes).flatMap(([Name, Value]) =>
        Value === undefined ? [] : [{ Name, Value }],
      );
      const person = { UserPoolId: pool.settings.id, Username: email };
      if (pool.users.findAll(email).length === 0)
        await users.send(
          new AdminCreateUserCommand({ ...person, UserAttributes, MessageAction: "SUPPRESS" }),
        );
      await users.send(new AdminSetUserPasswordCommand({ ...person, Password: PASSWORD, Permanent: true }));
      const { AuthenticationResult } = await users.send(
        new InitiateAuthCommand({
          ClientId: clientId(client),
          AuthFlow: "USER_PASSWORD_AUTH",
          AuthParameters: { USERNAME: email, PASSWORD },
        }),
      );
      return AuthenticationResult ?? {};
    },
    logins,
    async getId(token) {
      const command = new GetIdCommand({
        IdentityPoolId: settings.id,
        ...(token !== undefined && { Logins: logins(token) }),
      });
      return (await identity.send(command)).IdentityId ?? "";
    },
    async keysOf(token) {
      const { Credentials } = await identity.send(
        new GetCredentialsForIdentityCommand({
          IdentityId: await test.getId(token),
          ...(token !== undefined && { Logins: logins(token) }),
        }),
      );
      return {
        accessKeyId: Credentials?.AccessKeyId ?? "",
        secretAccessKey: Credentials?.SecretKey ?? "",
        sessionToken: Credentials?.SessionToken ?? "",
      };
    },
    dynamodb: (credentials) =>
      new DynamoDBClient({
        ...common,
        systemClockOffset: time - Date.now(),
        endpoint: tables.endpoint,
        credentials,
      }),
    s3: (credentials) =>
      new S3Client({
        ...common,
        systemClockOffset: time - Date.now(),
        endpoint: storage.url,
        forcePathStyle: true,
        credentials,
      }),
    pass(seconds) {
      time += seconds * 1_000;
    },
    now,
    async stop() {
      identity.destroy();
      users.destroy();
      await Promise.all([pools.stop(), storage.stop(), tables.stop()]);
    },
  };
  return test;
}

/** Asks before it does anything, and then does nothing. */
const storageOf =
  ({ storage }: AccessControl): RequestListener =>
  async (request, response) => {
    const { method = "", url = "", headers } = request;
    try {
      const body = await buffer(request);
      await storage({ method, target: url, headers, body }, [deedOf(method, url)]);
      response.writeHead(200).end();
    } catch (error) {
      const { code, message, status } = error as AccessError;
      if (!(error instanceof AccessError)) throw error;
      response.writeHead(status, { "content-type": "application/xml" });
      response.end(`<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
    }
  };

function deedOf(method: string, url: string): Deed {
  const { pathname, searchParams } = new URL(url, "http://127.0.0.1");
  const [, bucket = "", key = ""] = /^\/([^/]*)\/?(.*)$/s.exec(decodeURIComponent(pathname)) ?? [];
  const arn = `arn:aws:s3:::${bucket}`;
  if (key !== "")
    return {
      action: method === "PUT" ? "s3:PutObject" : "s3:GetObject",
      resource: `${arn}/${key}`,
      context: {},
    };
  const prefix = searchParams.get("prefix");
  return {
    action: "s3:ListBucket",
    resource: arn,
    context: prefix === null ? {} : { "s3:prefix": prefix },
  };
}

async function listen(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What became of a request that should not come through: its error's name and message. */
export const refusalOf = (answer: Promise<unknown>): Promise<string> =>
  answer.then(
    () => "not refused",
    (error: Error) => `${error.name}: ${error.message}`,
  );
