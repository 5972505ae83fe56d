import { EventEmitter } from "node:events";
import type {
  IncomingHttpHeaders,
  IncomingMessage,
  OutgoingHttpHeaders,
  RequestListener,
  Server,
  ServerResponse,
} from "node:http";
import { crc32 } from "node:zlib";
import dynalite from "dynalite";

export interface TablesRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface TablesAnswer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

export interface Dynalite {
  /** Answers nobody by itself. */
  readonly server: Server;
  ask(request: TablesRequest): Promise<TablesAnswer>;
  /** Asks for an operation on behalf of the tables themselves. */
  perform(operation: string, input: object): Promise<TablesAnswer>;
}

/** dynalite, asked from within this process. Without a path, its data are in memory. */
export function openDynalite(path: string | undefined): Dynalite {
  const server = dynalite({
    ...(path !== undefined && { path }),
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
  });
  const [listener] = server.listeners("request") as RequestListener[];
  if (listener === undefined) throw new Error("dynalite answers no request");
  server.removeAllListeners("request");

  const ask = ({ body, ...request }: TablesRequest) =>
    new Promise<TablesAnswer>((resolve) => {
      const incoming = Object.assign(new EventEmitter(), request);
      const headers: OutgoingHttpHeaders = {};
      const outgoing = {
        statusCode: 200,
        setHeader(name: string, value: string | number) {
          headers[name] = value;
        },
        end: (text = "") => resolve({ status: outgoing.statusCode, headers, body: text }),
      };
      try {
        listener(incoming as unknown as IncomingMessage, outgoing as unknown as ServerResponse);
        if (body.length > 0) incoming.emit("data", body);
        incoming.emit("end");
      } catch {
        // It throws at some malformed requests.
        resolve(errorAnswer("com.amazon.coral.service#SerializationException"));
      }
    });
  return {
    server,
    ask,
    perform: (operation, input) =>
      ask({
        method: "POST",
        url: "/",
        headers: { ...OWN_HEADERS, "x-amz-target": `DynamoDB_20120810.${operation}` },
        body: Buffer.from(JSON.stringify(input)),
      }),
  };
}

const JSON_TYPE = "application/x-amz-json-1.0";

const OWN_HEADERS = {
  "content-type": JSON_TYPE,
  authorization: "AWS4-HMAC-SHA256 Credential=tables/local, SignedHeaders=host, Signature=none",
  "x-amz-date": "20260101T000000Z",
};

export function errorAnswer(type: string, members: object = {}, status = 400): TablesAnswer {
  const body = JSON.stringify({ __type: type, ...members });
  return { status, headers: { "content-type": JSON_TYPE, "x-amz-crc32": crc32(body) }, body };
}

/** An error of DynamoDB, by its name. */
export const dynamoError = (name: string, members: object): TablesAnswer =>
  errorAnswer(`com.amazonaws.dynamodb.v20120810#${name}`, members);

export const validationError = (message: string): TablesAnswer =>
  errorAnswer("com.amazon.coral.validate#ValidationException", { message });
