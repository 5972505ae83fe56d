import { createServer, type RequestListener, type ServerOptions } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";

/** A server whose address is known before its listener is. */
export interface DeferredServer {
  readonly url: string;
  /** Answers requests from now on. Earlier ones get a 503 with retry-after. */
  answerWith(listener: RequestListener): void;
  close(): Promise<void>;
}

/** @param port zero means any free port */
export async function listenDeferred(
  port: number,
  options: Pick<ServerOptions, "maxHeaderSize"> = {},
): Promise<DeferredServer> {
  let listener: RequestListener = (_, response) => {
    response.writeHead(503, { "content-type": "application/json", "retry-after": "1" });
    response.end(JSON.stringify({ message: "Service Unavailable" }));
  };
  const server = createServer(options, (request, response) => listener(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answerWith(next) {
      listener = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Fails if a port that is given is in use. */
export const checkPort = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const server = createTcpServer().once("error", reject);
    server.listen(port, "127.0.0.1", () => server.close(() => resolve()));
  });
