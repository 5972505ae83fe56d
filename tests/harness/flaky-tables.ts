import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands before a DynamoDB that works, lets some requests through and then is gone, as when a container dies. */
export async function startFlakyTables(endpoint: string, requestsServed: number) {
  let left = requestsServed;
  const server = createServer((incoming, outgoing) => {
    if (left-- <= 0) {
      incoming.socket.destroy();
      return;
    }
    const { method, url, headers } = incoming;
    const forwarded = request(endpoint, { method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
