import { DynamoDBClient, type DynamoDBClientConfig, paginateListTables } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { checkAnswers } from "../shared/aws/checked-answers";
import { chooseTable, type Place, TABLE_VARIABLES, type TableId } from "./table-names";

/** A deployed stage, or a local one. */
export interface Stage extends Place {
  /** The physical name of a table. */
  nameOf(table: TableId): Promise<string>;
  open<Store>(table: TableId, make: (client: DynamoDBDocumentClient, name: string) => Store): Promise<Store>;
  close(): void;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Nothing is asked of AWS before a table is opened, and the tables are listed at most once. */
export function connectStage(place: Place, environment: Environment): Stage {
  const client = checkAnswers(
    new DynamoDBClient({
      region: place.region,
      requestHandler: { connectionTimeout: 3_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
      ...(place.endpoint !== undefined && at(place.endpoint)),
    }),
  );
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
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
    close: () => client.destroy(),
  };
}

/** Whatever is reached without TLS is local: it wants some credentials, and must not see real ones. */
const at = (endpoint: string): Pick<DynamoDBClientConfig, "endpoint" | "credentials"> => ({
  endpoint,
  ...(endpoint.startsWith("http:") && {
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  }),
});

/** All pages from the first: AWS promises no order that would allow starting near a name. */
async function listTables(client: DynamoDBClient): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client }, {})) names.push(...TableNames);
  return names;
}
