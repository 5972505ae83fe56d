import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { crc32 } from "node:zlib";

/** What a client hears, with status 200. */
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
};

/** Each has the checksum that belongs to it, where its name does not say otherwise. */
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

export interface DamagingTables {
  readonly endpoint: string;
  /**
   * Damages what is answered to the nth request from now on.
   *
   * @param attempts how many attempts at this request are answered so
   */
  damage(position: number, damage: DamageName, attempts?: number): void;
  /** The operation whose answer has been damaged since; undefined when there was none. */
  damaged(): string | undefined;
  stop(): Promise<void>;
}

/** Stands before a DynamoDB that works, and damages its answers on the way. */
export async function startDamagingTables(endpoint: string): Promise<DamagingTables> {
  let plan: { position: number; damage: Damage; attempts: number } | undefined;
  let damaged: string | undefined;
  /** All attempts at one request bear the same id. */
  let requests: unknown[] = [];
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const id = headers["amz-sdk-invocation-id"];
    if (!requests.includes(id)) requests.push(id);
    const position = requests.indexOf(id) + 1;
    const forwarded = request(endpoint, { method, path: url, headers }, async (answer) => {
      const sound = { body: await text(answer), checksum: answer.headers["x-amz-crc32"]?.toString() };
      const operation = String(headers["x-amz-target"]).replace(/^.*\./, "");
      const isMeant = plan?.position === position && plan.attempts-- > 0;
      if (isMeant) damaged = operation;
      const { body, checksum } = plan !== undefined && isMeant ? plan.damage(sound, operation) : sound;
      outgoing.writeHead(isMeant ? 200 : (answer.statusCode ?? 500), {
        "content-type": "application/x-amz-json-1.0",
        ...(checksum !== undefined && { "x-amz-crc32": checksum }),
      });
      outgoing.end(body);
    });
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    damage(position, damage, attempts = Number.POSITIVE_INFINITY) {
      plan = { position, damage: DAMAGES[damage], attempts };
      damaged = undefined;
      requests = [];
    },
    damaged: () => damaged,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
