import { json } from "node:stream/consumers";
import { startServer, type TestServer } from "./server";

/** An entry of a request to EventBridge. */
interface BusEntry {
  readonly EventBusName: string;
  readonly Source: string;
  readonly DetailType: string;
  readonly Time: number;
  readonly Detail: string;
}

type Detail = Record<string, unknown>;

export interface TestEventBus extends TestServer {
  /** The environment that a client needs. */
  readonly environment: Readonly<Record<string, string>>;
  /** The accepted entries, in order. */
  readonly taken: BusEntry[];
  /** The number of entries in each request. */
  readonly requests: number[];
  details(): Detail[];
  /** From now on, refuses the entries for which the function is true. */
  refuse(isRefused: (event: Detail) => boolean): void;
  /** From now on, answers no request. */
  break(): void;
}

/** An EventBridge that accepts everything, until a test changes that. */
export async function startTestEventBus(): Promise<TestEventBus> {
  const taken: BusEntry[] = [];
  const requests: number[] = [];
  let isRefused: (event: Detail) => boolean = () => false;
  let isBroken = false;
  const server = await startServer(async (request, response) => {
    const { Entries } = (await json(request)) as { Entries: BusEntry[] };
    requests.push(Entries.length);
    const answers = Entries.map((entry) => {
      if (isRefused(JSON.parse(entry.Detail)))
        return { ErrorCode: "ThrottlingException", ErrorMessage: "too many" };
      if (!isBroken) taken.push(entry);
      return { EventId: `${requests.length}` };
    });
    const type = { "content-type": "application/x-amz-json-1.1" };
    if (isBroken) response.writeHead(500, type).end('{"__type":"InternalException"}');
    else {
      const FailedEntryCount = answers.filter((answer) => "ErrorCode" in answer).length;
      response.writeHead(200, type).end(JSON.stringify({ FailedEntryCount, Entries: answers }));
    }
  });
  return {
    ...server,
    environment: { AWS_ENDPOINT_URL_EVENTBRIDGE: server.endpoint },
    taken,
    requests,
    details: () => taken.map(({ Detail }) => JSON.parse(Detail)),
    refuse(which) {
      isRefused = which;
    },
    break() {
      isBroken = true;
    },
  };
}
