import { type IncomingMessage, request, type ServerResponse } from "node:http";
import { startServer, type TestServer } from "./server";

export const operationOf = ({ headers }: IncomingMessage): string =>
  String(headers["x-amz-target"]).replace(/^.*\./, "");

interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly operation: string;
  readonly body: Buffer;
  /** The answer of the service behind. */
  ask(): Promise<IncomingMessage>;
  /** Passes that answer on to the client. */
  pass(): Promise<void>;
}

/** A proxy in front of a service of AWS that works. */
export const startProxy = (endpoint: string, handle: (exchange: Exchange) => unknown): Promise<TestServer> =>
  startServer(async (incoming, outgoing) => {
    const { hostname: host, port } = new URL(endpoint);
    const { method, url, headers } = incoming;
    const body = Buffer.concat(await incoming.toArray());
    const ask = () =>
      new Promise<IncomingMessage>((resolve) => {
        request({ host, port, method, path: url, headers }, resolve).end(body);
      });
    const pass = async () => {
      const answer = await ask();
      answer.pipe(outgoing.writeHead(answer.statusCode ?? 500, answer.headers));
    };
    await handle({ incoming, outgoing, operation: operationOf(incoming), body, ask, pass });
  });
