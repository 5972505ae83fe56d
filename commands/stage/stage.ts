import {
  CognitoIdentityProviderClient,
  UserNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import { DynamoDBClient, paginateListTables } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { checkAnswers } from "../../shared/aws/checked-answers";
import { describeAwsError } from "../cli/aws-error";
import { CommandError } from "../cli/errors";
import type { Place } from "./place";
import { poolOfStack } from "./pool-of-stack";
import { chooseTable, findTable, TABLE_VARIABLES, type TableId, tablesNamed } from "./table-names";
import { choosePool, findPool, POOL_VARIABLE } from "./user-pool";

/** A deployed stage, or a local one. */
export interface Stage extends Place {
  /** The physical name of a table. */
  nameOf(table: TableId): Promise<string>;
  /** The same; undefined, if there is no such table. */
  findName(table: TableId): Promise<string | undefined>;
  open<Store>(table: TableId, make: (client: DynamoDBDocumentClient, name: string) => Store): Promise<Store>;
  /**
   * The table and the pool that bear the name of the stage, to recover a stack: once it is gone, only names tell what was its own.
   * An id, or else the environment, decides between several of the same name. Others are never accepted.
   */
  tableByName(table: TableId, id?: string): Promise<string | undefined>;
  poolByName(id?: string): Promise<string | undefined>;
  /** The pool of this id; without one, that of the stage. */
  openPool<Store>(
    make: (client: CognitoIdentityProviderClient, id: string) => Store,
    id?: string,
  ): Promise<Store>;
  close(): void;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Sends no request before a table or the pool is opened, and lists the tables at most once. */
export function connectStage(place: Place, environment: Environment): Stage {
  const client = checkAnswers(new DynamoDBClient(configurationAt(place.endpoint, place)));
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const poolClient = createPoolClient(place);
  let listed: Promise<readonly string[]> | undefined;
  const named = (table: TableId) => environment[TABLE_VARIABLES[table]] || undefined;
  const existing = () => {
    listed ??= listTables(client);
    return listed;
  };
  const namedPool = environment[POOL_VARIABLE] || undefined;
  const poolOfStage = async () =>
    namedPool ??
    (place.endpoint === undefined ? await poolOfStack(place) : undefined) ??
    (await choosePool(poolClient, place));
  const nameOf: Stage["nameOf"] = async (table) =>
    named(table) ?? chooseTable(table, place, await existing());
  return {
    ...place,
    nameOf,
    findName: async (table) => named(table) ?? findTable(table, place, await existing()),
    async tableByName(table, id = named(table)) {
      if (id === undefined) return findTable(table, place, await existing());
      if (tablesNamed(table, place, await existing()).includes(id)) return id;
      throw new CommandError(`${id} is no table ${table} of the stage ${place.stage}.`);
    },
    async poolByName(id = namedPool) {
      refuseUnknownPool(place);
      return findPool(poolClient, place, id);
    },
    open: async (table, make) => make(documents, await nameOf(table)),
    async openPool(make, id) {
      refuseUnknownPool(place);
      return make(poolClient, id ?? (await poolOfStage()));
    },
    close() {
      client.destroy();
      poolClient.destroy();
    },
  };
}

/** An operator who names a DynamoDB outside of AWS does not mean a pool in AWS. */
function refuseUnknownPool({ endpoint, poolEndpoint }: Place): void {
  if (endpoint !== undefined && poolEndpoint === undefined)
    throw new CommandError(
      `The user pool that belongs to ${endpoint} is not known. Give its URL as --pool-endpoint.`,
    );
}

/** A server without TLS is local. The SDK needs credentials for it, but it must not get real ones. */
const configurationAt = (endpoint: string | undefined, { region }: Place) => ({
  region,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
  ...(endpoint !== undefined && { endpoint }),
  ...(endpoint?.startsWith("http:") && {
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  }),
});

/** Cognito allows an account few requests a second, so its client tries more often than others. */
function createPoolClient(place: Place): CognitoIdentityProviderClient {
  const client = new CognitoIdentityProviderClient({
    ...configurationAt(place.poolEndpoint, place),
    ...(place.poolEndpoint === undefined && { maxAttempts: 8 }),
  });
  // Errors are described here as errors of the pool, because runCommandLine takes errors of AWS for DynamoDB's.
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        if (error instanceof UserNotFoundException) throw error;
        const description = describeAwsError(error, { ...place, endpoint: place.poolEndpoint }, "Cognito");
        throw description === undefined ? error : new CommandError(description, { cause: error });
      }
    },
    { step: "initialize", name: "describeErrors" },
  );
  return client;
}

/** Reads every page, because AWS does not document an order of names. */
async function listTables(client: DynamoDBClient): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client }, {})) names.push(...TableNames);
  return names;
}
