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
  /** What a client needs in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** The entries that were taken, as they came. */
  readonly taken: BusEntry[];
  /** The sizes of all requests. */
  readonly requests: number[];
  details(): Detail[];
  /** Refuses what this says of from now on, entry by entry. */
  refuse(isRefused: (event: Detail) => boolean): void;
  /** Answers no request any more. */
  break(): void;
}

/** An EventBridge that takes what it gets, unless it is told otherwise. */
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
