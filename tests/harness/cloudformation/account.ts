import { json } from "node:stream/consumers";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { poolListener } from "../../../local/pool/api/server";
import { createInbox } from "../../../local/pool/messages/inbox";
import { openPool } from "../../../local/pool/open-pool";
import { openUserPools, type UserPools } from "../../../local/pool/user-pools";
import { describedPool } from "../../../local/stack/described-pool";
import type { TableSettings } from "../../../local/stack/table-settings";
import { type EmbeddedTables, startTables } from "../../../local/tables/tables";
import { startServer } from "../server";
import { signingKeys } from "../signing-keys";
import { loadBundle, type Trigger } from "../triggers";
import { ACCOUNT, functionArn, poolArn, REGION } from "./resolve";

type Json = Record<string, unknown>;

/** A function that a stack has deployed. */
export interface Deployed {
  /** The function's name in serverless.yml. */
  readonly name: string;
  readonly packaged: string;
  readonly environment: () => Readonly<Record<string, string>>;
}

/** The contents of an account, whichever stack has created them: pools and tables with their data, and functions. */
export interface Account {
  readonly pools: UserPools;
  readonly cognito: CognitoIdentityProviderClient;
  readonly poolEndpoint: string;
  readonly tables: EmbeddedTables;
  /** The settings of the tables that can be created. */
  readonly tableSettings: TableSettings[];
  /** By their names. */
  readonly functions: Map<string, Deployed>;
  /** The buckets that contain files. */
  readonly filledBuckets: Set<string>;
  /** The permissions to call functions: `<function> <ARN of the caller>`. */
  readonly permissions: Set<string>;
  /** Sends a function a request for a custom resource, and returns its answer to CloudFormation. */
  askFunction(name: string, request: Json): Promise<Json>;
  code(to: string): string;
  stop(): Promise<void>;
}

export async function startAccount(): Promise<Account> {
  const tableSettings: TableSettings[] = [];
  const tables = await startTables(tableSettings);
  const functions = new Map<string, Deployed>();
  const permissions = new Set<string>();
  const loaded = new Map<Deployed, Trigger>();
  const inbox = createInbox();
  const running = (deployed: Deployed): Trigger => {
    const trigger =
      loaded.get(deployed) ??
      loadBundle(
        deployed.name,
        tables.endpoint,
        { ...deployed.environment(), AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: server.endpoint },
        deployed.packaged,
      );
    loaded.set(deployed, trigger);
    return trigger;
  };
  const pools = openUserPools([], {
    accountId: ACCOUNT,
    // Cognito keeps the ARN of a function that no longer exists.
    readSettings: (identity, properties) =>
      describedPool(identity, properties, (arn) => arn.split(":")[6] ?? arn),
    open: (settings, journal, keep) => {
      for (const [name, key] of Object.entries(signingKeys(settings.id))) journal.read("keys").set(name, key);
      return openPool({
        settings,
        journal,
        keep,
        inbox,
        async call(name, event) {
          const deployed = functions.get(name);
          if (deployed === undefined) return { kind: "failed", errorMessage: `there is no function ${name}` };
          if (!permissions.has(`${name} ${poolArn(settings.id)}`))
            return { kind: "failed", errorMessage: `${name} lets nobody call it` };
          try {
            return { kind: "answered", payload: await running(deployed)(event) };
          } catch (error) {
            return { kind: "failed", errorMessage: (error as Error).message };
          }
        },
      });
    },
  });
  const server = await startServer(poolListener(pools));
  const cognito = new CognitoIdentityProviderClient({
    endpoint: server.endpoint,
    region: REGION,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  return {
    pools,
    cognito,
    poolEndpoint: server.endpoint,
    tables,
    tableSettings,
    functions,
    filledBuckets: new Set(),
    permissions,
    async askFunction(name, request) {
      const deployed = functions.get(name);
      if (deployed === undefined) throw new Error(`there is no function ${name}`);
      let answer: Json = {};
      const ear = await startServer(async (asked, response) => {
        answer = (await json(asked)) as Json;
        response.writeHead(200).end();
      });
      try {
        await running(deployed)({
          ...request,
          ResponseURL: `${ear.endpoint}/answer?X-Amz-Signature=5ec2e7`,
          RequestId: "5b2d8f1a",
          ServiceToken: functionArn(name),
        });
      } finally {
        await ear.stop();
      }
      return answer;
    },
    code: (to) => inbox.messages(to).at(-1)?.code ?? "",
    async stop() {
      cognito.destroy();
      await Promise.all([...loaded.values()].map((trigger) => trigger.stop()));
      await server.stop();
      await tables.stop();
    },
  };
}
