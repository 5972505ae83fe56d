import { json } from "node:stream/consumers";
import { startProxy } from "./proxy";
import { startServer } from "./server";

export interface RecordedCalls {
  /** The environment that a client needs. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * The calls so far, in the form of `operatorCalls`: `Query PeopleTable/index/membersByName`. They are sorted,
   * each one only once.
   */
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
 * A proxy that records the calls to the tables, and a pool that records the calls to itself. The user names of the
 * pool are the subs.
 *
 * @param users the attributes of users besides the sub
 */
export async function startRecording(
  endpoint: string,
  users: Readonly<Record<string, Attributes>> = {},
): Promise<RecordedCalls> {
  const seen = new Set<string>();
  const tables = await startProxy(endpoint, ({ operation, body, pass }) => {
    for (const call of callsOf(operation, JSON.parse(body.toString()))) seen.add(call);
    return pass();
  });
  const pool = await startServer(async (request, response) => {
    const operation = String(request.headers["x-amz-target"]).replace(/^.*\./, "");
    const { Username } = (await json(request)) as { Username: string };
    // Operations with a person's own token, or without any, are not signed, so no role has to allow them.
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

/** A transaction needs the permissions of its parts. There is no permission for the whole. */
function callsOf(operation: string, { TableName, IndexName, TransactItems = [] }: TablesInput): string[] {
  if (operation === "TransactWriteItems")
    return TransactItems.flatMap((part) =>
      Object.entries(part).flatMap(([action, input]) => callsOf(`${action}Item`, input)),
    );
  return [`${operation} ${TableName}${IndexName === undefined ? "" : `/index/${IndexName}`}`];
}
