import { json } from "node:stream/consumers";
import { startTablesProxy } from "./faulty-tables";
import { startServer } from "./server";

export interface RecordedCalls {
  /** What a client needs in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** What has been called, as roles allow it: `Query PeopleTable/index/membersByName`, each once and sorted. */
  calls(): string[];
  stop(): Promise<void>;
}

interface TablesInput {
  readonly TableName: string;
  readonly IndexName?: string;
  readonly TransactItems?: readonly Readonly<Record<string, TablesInput>>[];
}

type Attributes = Readonly<Record<string, string>>;

/**
 * Stands before tables and before a pool whose users are called by their sub, and records what is asked of them.
 *
 * @param users what the pool knows of somebody beside the sub
 */
export async function startRecording(
  endpoint: string,
  users: Readonly<Record<string, Attributes>> = {},
): Promise<RecordedCalls> {
  const seen = new Set<string>();
  const tables = await startTablesProxy(endpoint, ({ operation, body, pass }) => {
    for (const call of callsOf(operation, JSON.parse(body.toString()))) seen.add(call);
    return pass();
  });
  const pool = await startServer(async (request, response) => {
    const operation = String(request.headers["x-amz-target"]).replace(/^.*\./, "");
    const { Username } = (await json(request)) as { Username: string };
    // What is asked with a person's own token, or by anybody, is not signed, and no role has to allow it.
    if (request.headers.authorization !== undefined)
      seen.add(`cognito-idp:${operation} CognitoUserPoolUsers`);
    const attributes = { sub: Username, ...users[Username] };
    response
      .writeHead(200, { "content-type": "application/x-amz-json-1.1" })
      .end(
        JSON.stringify(
          operation === "AdminGetUser"
            ? { Username, Enabled: true, UserAttributes: Object.entries(attributes).map(toAttribute) }
            : { Sessions: [] },
        ),
      );
  });
  return {
    environment: {
      AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint,
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: pool.endpoint,
    },
    calls: () => [...seen].sort(),
    async stop() {
      await tables.stop();
      await pool.stop();
    },
  };
}

const toAttribute = ([Name, Value]: [string, string]) => ({ Name, Value });

/** A transaction is allowed by the parts of it: there is no permission for the whole. */
function callsOf(operation: string, { TableName, IndexName, TransactItems = [] }: TablesInput): string[] {
  if (operation === "TransactWriteItems")
    return TransactItems.flatMap((part) =>
      Object.entries(part).flatMap(([action, input]) => callsOf(`${action}Item`, input)),
    );
  return [`${operation} ${TableName}${IndexName === undefined ? "" : `/index/${IndexName}`}`];
}
