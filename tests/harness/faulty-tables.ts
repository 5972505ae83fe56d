import type { ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { crc32 } from "node:zlib";
import { operationOf, startProxy } from "./proxy";
import { startServer, type TestServer } from "./server";

const JSON_TYPE = { "content-type": "application/x-amz-json-1.0" };

export function answerError(response: ServerResponse, error: string, message = "broken"): void {
  response.writeHead(error === "InternalServerError" ? 500 : 400, JSON_TYPE);
  response.end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${error}`, message }));
}

export interface FailingTables extends TestServer {
  /** The requested operations. */
  readonly requests: string[];
}

/** A DynamoDB that answers every request with this error, or does not answer. */
export async function startFailingTables(error: string, message?: string): Promise<FailingTables> {
  const requests: string[] = [];
  const server = await startServer((incoming, outgoing) => {
    requests.push(operationOf(incoming));
    if (error !== "silence") answerError(outgoing, error, message);
  });
  return { ...server, requests };
}

export interface ConstantTables extends TestServer {
  /** The environment that a client needs. */
  readonly environment: Readonly<Record<string, string>>;
  /** Sets the answer from now on, and the count to zero. Without a checksum, the answer has the right one. */
  answer(body: string, checksum?: string | null): void;
  /** The number of requests with this answer. */
  asked(): number;
}

/** A DynamoDB that gives every request the same answer, with status 200. */
export async function startConstantTables(): Promise<ConstantTables> {
  let answer: { readonly body: string; readonly checksum: string | null } = { body: "{}", checksum: null };
  let asked = 0;
  const server = await startServer((request, response) => {
    asked += 1;
    request.resume();
    response.writeHead(200, answer.checksum === null ? {} : { "x-amz-crc32": answer.checksum });
    response.end(answer.body);
  });
  return {
    ...server,
    environment: {
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_ENDPOINT_URL_DYNAMODB: server.endpoint,
    },
    answer(body, checksum = String(crc32(body))) {
      answer = { body, checksum };
      asked = 0;
    },
    asked: () => asked,
  };
}

/** A DynamoDB that serves a number of requests and then breaks every connection, like a container that dies. */
export function startDyingTables(endpoint: string, requestsServed: number): Promise<TestServer> {
  let left = requestsServed;
  return startProxy(endpoint, ({ incoming, pass }) => {
    if (left-- > 0) return pass();
    incoming.socket.destroy();
  });
}

/** The answer that a client gets, with status 200. */
interface Answer {
  readonly body: string;
  readonly checksum: string | undefined;
}

type Damage = (sound: Answer, operation: string) => Answer;

const whole = (body: string): Answer => ({ body, checksum: String(crc32(body)) });

const WRONG_FORMS: Readonly<Record<string, string>> = {
  GetItem: '{"Item":[]}',
  Query: '{"Items":[]}',
  PutItem: '{"Attributes":[]}',
  UpdateItem: "{}",
  DeleteItem: '{"Attributes":[]}',
  TransactWriteItems: '{"Attributes":{}}',
};

/** Damaged answers. The checksum is that of the damaged body, unless the name says otherwise. */
export const DAMAGES = {
  "an empty body": () => whole(""),
  null: () => whole("null"),
  "a list": () => whole("[]"),
  "an error": () => whole('{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError"}'),
  "a wrong form": (_, operation) => whole(WRONG_FORMS[operation] ?? "{}"),
  "the first half, with the checksum of the whole": ({ body, checksum }) => ({
    body: body.slice(0, body.length / 2),
    checksum,
  }),
  "{} with another checksum": () => ({ body: "{}", checksum: String(crc32("null")) }),
  "{} without a checksum": () => ({ body: "{}", checksum: undefined }),
  "the answer without a checksum": ({ body }) => ({ body, checksum: undefined }),
} satisfies Record<string, Damage>;

export type DamageName = keyof typeof DAMAGES;

export interface DamagingTables extends TestServer {
  /**
   * Damages the answer to the nth request of a flow.
   *
   * @param attempts how many attempts at this request get a damaged answer
   */
  damage(flow: string, position: number, damage: DamageName, attempts?: number): void;
  /** The operation whose answer was damaged in a flow; undefined if none was. */
  damaged(flow: string): string | undefined;
}

/** A proxy that damages answers of a DynamoDB. */
export async function startDamagingTables(endpoint: string): Promise<DamagingTables> {
  interface Plan {
    readonly position: number;
    readonly damage: Damage;
    attempts: number;
    damaged?: string;
    /** All attempts at one request have the same id. */
    readonly requests: unknown[];
  }
  const plans = new Map<string, Plan>();
  const server = await startProxy(endpoint, async ({ incoming, outgoing, operation, ask }) => {
    const plan = plans.get(String(incoming.headers["x-flow"]));
    const id = incoming.headers["amz-sdk-invocation-id"];
    if (plan?.requests.includes(id) === false) plan.requests.push(id);
    const position = (plan?.requests.indexOf(id) ?? -1) + 1;
    const answer = await ask();
    const sound = { body: await text(answer), checksum: answer.headers["x-amz-crc32"]?.toString() };
    const isMeant = plan?.position === position && plan.attempts-- > 0;
    if (plan !== undefined && isMeant) plan.damaged = operation;
    const { body, checksum } = plan !== undefined && isMeant ? plan.damage(sound, operation) : sound;
    outgoing.writeHead(isMeant ? 200 : (answer.statusCode ?? 500), {
      ...JSON_TYPE,
      ...(checksum !== undefined && { "x-amz-crc32": checksum }),
    });
    outgoing.end(body);
  });
  return {
    ...server,
    damage(flow, position, damage, attempts = Number.POSITIVE_INFINITY) {
      plans.set(flow, { position, damage: DAMAGES[damage], attempts, requests: [] });
    },
    damaged: (flow) => plans.get(flow)?.damaged,
  };
}
