/**
 * The services that functions call, behind TLS as in a deployment: an embedded DynamoDB, and stand-ins for the
 * others.
 */
import { writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { type AddressInfo, connect } from "node:net";
import path from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { type Authority, createAuthority } from "../tests/harness/certificates";
import { poolShape } from "../tests/harness/pool-shapes";
import { startServer } from "../tests/harness/server";
import { startTables, type Tables } from "../tests/harness/tables";
import { ATTACHED } from "./function-events";

export interface Services {
  readonly tables: Tables;
  /** The address for the answers of custom resources. */
  readonly cloudFormation: string;
  /** Variables that tell a function the addresses, and make it trust the certificates. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export async function startServices(folder: string): Promise<Services> {
  const tables = await startTables();
  const others = await startServer(async (incoming, response) => {
    const asked = Buffer.concat(await incoming.toArray()).toString();
    response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify(answerTo(incoming, asked)));
  });
  const authority = createAuthority("the benchmark");
  const certificates = path.join(folder, "authority.pem");
  writeFileSync(certificates, authority.certificate);
  const [dynamodb, other] = await Promise.all([
    startTlsFront(tables.endpoint, authority),
    startTlsFront(others.endpoint, authority),
  ]);
  return {
    tables,
    cloudFormation: other.url,
    environment: {
      AWS_ENDPOINT_URL_DYNAMODB: dynamodb.url,
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: other.url,
      AWS_ENDPOINT_URL_EVENTBRIDGE: other.url,
      NODE_EXTRA_CA_CERTS: certificates,
    },
    async stop() {
      dynamodb.stop();
      other.stop();
      await others.stop();
      await tables.stop();
    },
  };
}

/**
 * The answers of the stand-ins: a sign-in that succeeds, a pool with the stage's trigger, and a bus that accepts
 * every event. Any other request gets an empty answer.
 */
function answerTo({ headers }: IncomingMessage, asked: string): object {
  switch (String(headers["x-amz-target"]).split(".")[1]) {
    case "InitiateAuth":
      return {
        AuthenticationResult: {
          AccessToken: "a",
          IdToken: "i",
          RefreshToken: "r",
          TokenType: "Bearer",
          ExpiresIn: 3_600,
        },
      };
    case "DescribeUserPool":
      return { UserPool: poolShape({ LambdaConfig: ATTACHED }) };
    case "PutEvents": {
      const { Entries } = JSON.parse(asked) as { readonly Entries: readonly unknown[] };
      return { FailedEntryCount: 0, Entries: Entries.map((_, position) => ({ EventId: `${position}` })) };
    }
    default:
      return {};
  }
}

/** An address on https that decrypts the requests and passes them on unchanged and without delay. */
async function startTlsFront(target: string, authority: Authority) {
  const { hostname, port } = new URL(target);
  const { key, certificate } = authority.issue("localhost");
  const server = createTlsServer({ key, cert: certificate, noDelay: true }, (outer) => {
    const inner = connect({ host: hostname, port: Number(port), noDelay: true });
    outer.on("error", () => inner.destroy());
    inner.on("error", () => outer.destroy());
    outer.pipe(inner).pipe(outer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    stop: () => server.close(),
  };
}
