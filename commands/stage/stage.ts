import {
  CognitoIdentityProviderClient,
  UserNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import { DynamoDBClient, paginateListTables } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { checkAnswers } from "../../shared/aws/checked-answers";
import { complaintAbout } from "../cli/aws-error";
import { CommandError } from "../cli/errors";
import { chooseTable, type Place, TABLE_VARIABLES, type TableId } from "./table-names";
import { findPool, POOL_VARIABLE } from "./user-pool";

/** A deployed stage, or a local one. */
export interface Stage extends Place {
  /** The physical name of a table. */
  nameOf(table: TableId): Promise<string>;
  open<Store>(table: TableId, make: (client: DynamoDBDocumentClient, name: string) => Store): Promise<Store>;
  openPool<Store>(make: (client: CognitoIdentityProviderClient, id: string) => Store): Promise<Store>;
  close(): void;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Nothing is asked of AWS before a table or the pool is opened, and the tables are listed at most once. */
export function connectStage(place: Place, environment: Environment): Stage {
  const client = checkAnswers(new DynamoDBClient(configurationAt(place.endpoint, place)));
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const poolClient = createPoolClient(place);
  let listed: Promise<readonly string[]> | undefined;
  const nameOf: Stage["nameOf"] = async (table) => {
    const named = environment[TABLE_VARIABLES[table]];
    if (named !== undefined && named !== "") return named;
    listed ??= listTables(client);
    return chooseTable(table, place, await listed);
  };
  return {
    ...place,
    nameOf,
    open: async (table, make) => make(documents, await nameOf(table)),
    async openPool(make) {
      if (place.endpoint !== undefined && place.poolEndpoint === undefined)
        throw new CommandError(
          `Where the user pool beside ${place.endpoint} is, nobody has said. Name it with --pool-endpoint.`,
        );
      return make(poolClient, environment[POOL_VARIABLE] || (await findPool(poolClient, place)));
    },
    close() {
      client.destroy();
      poolClient.destroy();
    },
  };
}

/** Whatever is reached without TLS is local: it wants some credentials, and must not see real ones. */
const configurationAt = (endpoint: string | undefined, { region }: Place) => ({
  region,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
  ...(endpoint !== undefined && { endpoint }),
  ...(endpoint?.startsWith("http:") && {
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  }),
});

/** Cognito takes few requests a second from a whole account, so that its client waits longer than others. */
function createPoolClient(place: Place): CognitoIdentityProviderClient {
  const client = new CognitoIdentityProviderClient({
    ...configurationAt(place.poolEndpoint, place),
    ...(place.poolEndpoint === undefined && { maxAttempts: 8 }),
  });
  // Trouble is told here as the pool's: whoever hears of it later takes it for DynamoDB's.
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        // That is an answer, and no trouble.
        if (error instanceof UserNotFoundException) throw error;
        const complaint = complaintAbout(error, { ...place, endpoint: place.poolEndpoint }, "Cognito");
        throw complaint === undefined ? error : new CommandError(complaint, { cause: error });
      }
    },
    { step: "initialize", name: "complaints" },
  );
  return client;
}

/** All pages from the first: AWS promises no order that would allow starting near a name. */
async function listTables(client: DynamoDBClient): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client }, {})) names.push(...TableNames);
  return names;
}
