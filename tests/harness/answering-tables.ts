import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { crc32 } from "node:zlib";

export interface AnsweringTables {
  readonly endpoint: string;
  /** What a client finds in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** What is answered from now on. The checksum is the right one if none is given. */
  answer(body: string, checksum?: string | null): void;
  /** How many times something was answered so. */
  asked(): number;
  stop(): Promise<void>;
}

/** A DynamoDB that says the same to everything, with status 200. */
export async function startAnsweringTables(): Promise<AnsweringTables> {
  let said: { readonly body: string; readonly checksum: string | null } = { body: "{}", checksum: null };
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    request.resume();
    response.writeHead(200, said.checksum === null ? {} : { "x-amz-crc32": said.checksum });
    response.end(said.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint,
    environment: {
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    },
    answer(body, checksum = String(crc32(body))) {
      said = { body, checksum };
      asked = 0;
    },
    asked: () => asked,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
