import type { IncomingMessage, RequestListener } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createAuthority } from "./certificates";

export interface Asked {
  readonly path: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: Record<string, unknown>;
}

export type Answering = (question: Asked) => {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
};

/** An old system with an HTTPS endpoint. */
export interface LegacyEndpoint {
  readonly url: string;
  readonly ca: string;
  readonly asked: Asked[];
  answer: Answering;
  stop(): Promise<void>;
}

export async function startLegacyEndpoint(answer: Answering, host = "localhost"): Promise<LegacyEndpoint> {
  const authority = createAuthority("the authority of an old system");
  const { key, certificate: cert } = authority.issue(host);
  const asked: Asked[] = [];
  const listener: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const question = {
      path: request.url,
      headers: request.headers,
      body: JSON.parse(Buffer.concat(chunks).toString("utf8")),
    };
    asked.push(question);
    const { status, body, headers } = endpoint.answer(question);
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
  const server = createServer({ key, cert }, listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint: LegacyEndpoint = {
    url: `https://localhost:${(server.address() as AddressInfo).port}/users`,
    ca: authority.certificate,
    asked,
    answer,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return endpoint;
}
