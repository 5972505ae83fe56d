import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface BrokenTables {
  readonly endpoint: string;
  /** The operations that were asked for. */
  readonly requests: string[];
  stop(): Promise<void>;
}

type Failure = "silent" | "throttling" | "failing" | "denying";

const ANSWERS: Readonly<Record<Exclude<Failure, "silent">, [status: number, type: string]>> = {
  throttling: [400, "ProvisionedThroughputExceededException"],
  failing: [500, "InternalServerError"],
  denying: [400, "AccessDeniedException"],
};

/** A DynamoDB that never answers, or only with an error. */
export async function startBrokenTables(failure: Failure): Promise<BrokenTables> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(String(request.headers["x-amz-target"]).replace(/^.*\./, ""));
    if (failure === "silent") return;
    const [status, type] = ANSWERS[failure];
    response.writeHead(status, { "content-type": "application/x-amz-json-1.0" });
    response.end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: "broken" }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
