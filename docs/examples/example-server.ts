import { readFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";

interface ExampleOptions {
  readonly port: number;
  /** The address of the running suite's pool. */
  readonly poolUrl: string;
}

interface Example {
  readonly url: string;
  stop(): Promise<void>;
}

/** A mistake that the user of the example can correct. */
export class ExampleError extends Error {
  override readonly name = "ExampleError";
}

/** Serves the page, and the configuration of the running suite beside it. */
export async function startExample({ port, poolUrl }: ExampleOptions): Promise<Example> {
  const server = createServer(({ method, url = "", headers }, response) => {
    const origin = originOf(server.address() as AddressInfo);
    const [pathname] = url.split("?");
    if (method !== "GET") send(response, 405, "text/plain", "Only GET");
    else if (`http://${headers.host}` !== origin) response.writeHead(307, { location: origin + url }).end();
    else if (pathname === "/" || pathname === "/sign-up")
      send(response, 200, "text/html; charset=utf-8", page());
    else if (pathname === "/config.json") void sendConfig(response, poolUrl, origin);
    else if (pathname === "/aws4fetch.js") send(response, 200, "text/javascript; charset=utf-8", signer());
    else send(response, 404, "text/plain", "Not found");
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: originOf(server.address() as AddressInfo),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** By the name that the stage's corsOrigins has. To a browser, the address 127.0.0.1 is another site. */
const originOf = ({ port }: AddressInfo): string => `http://localhost:${port}`;

const page = (): Buffer => readFileSync(path.join(__dirname, "front-end.html"));

/** The page signs requests to AWS with it. */
const signer = (): Buffer =>
  readFileSync(path.join(path.dirname(require.resolve("aws4fetch")), "aws4fetch.esm.js"));

async function sendConfig(response: ServerResponse, poolUrl: string, origin: string): Promise<void> {
  try {
    send(response, 200, "application/json", JSON.stringify(await configFor(poolUrl, origin)));
  } catch (error) {
    const message = error instanceof ExampleError ? error.message : "The example server has failed";
    send(response, 503, "application/json", JSON.stringify({ message }));
  }
}

/** The stack's output FrontEndConfig. The API gets the host name of the page, so that both are on one site. */
export async function configFor(poolUrl: string, origin: string): Promise<object> {
  const outputs = await ask(`${poolUrl}/outputs`);
  const { FrontEndConfig } = (await outputs.json()) as { FrontEndConfig: string };
  const config = JSON.parse(FrontEndConfig) as { apiUrl: string };
  const { headers } = await ask(`${config.apiUrl}/auth/refresh`, {
    method: "OPTIONS",
    headers: { origin, "access-control-request-method": "POST" },
  });
  if (headers.get("access-control-allow-origin") !== origin)
    throw new ExampleError(
      `The stage lets no page of ${origin} call its API: start the suite with --param corsOrigins=${origin}`,
    );
  return { ...config, apiUrl: config.apiUrl.replace("//127.0.0.1:", "//localhost:") };
}

async function ask(url: string, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch {
    throw new ExampleError(
      `The suite does not run at ${new URL(url).origin}: start it with npm start, or say where its pool is with --pool`,
    );
  }
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response
    .writeHead(status, {
      "content-type": type,
      "cache-control": "no-store",
      "content-security-policy": "frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
    })
    .end(body);
}
