/** What functions ask, behind TLS as in a deployment: an embedded DynamoDB, and stand-ins for what else they call. */
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
  /** Where CloudFormation waits for the answers of custom resources. */
  readonly cloudFormation: string;
  /** What tells a function where they are, and that their certificates are good. */
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

/** A sign-in that has worked, a user pool whose trigger is the stage's, a bus that takes everything, and nothing else. */
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

/** An address on https: TLS ends there, and everything else is passed on as it came, at once. */
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
