import { randomBytes } from "node:crypto";
import type { AuthorizedCaller } from "./jwt-authorizer";
import type { Body, GatewayRequest, Values } from "./request";
import type { RouteMatch } from "./routing";

/** The facts about a request that its function gets. */
export interface Delivery {
  readonly request: GatewayRequest;
  readonly body: Body;
  readonly match: RouteMatch;
  /** Undefined on a route without an authorizer. */
  readonly caller: AuthorizedCaller | undefined;
  readonly context: {
    readonly accountId: string;
    readonly apiId: string;
    /** The host name of the request, with its port. */
    readonly domainName: string;
    readonly requestId: string;
    readonly receivedAt: Date;
  };
}

export const newRequestId = (): string => randomBytes(11).toString("base64url").concat("=");

/** The headers with those that API Gateway adds. Addresses that a function builds from them lead to this computer. */
export function forwardedHeaders({ request, body, context }: Delivery): Values {
  const { headers, sourceIp, port } = request;
  const traceId = `Root=1-${Math.floor(context.receivedAt.getTime() / 1_000).toString(16)}-${randomBytes(12).toString("hex")}`;
  return new Map([
    ...headers,
    ["content-length", [String(body.bytes)]],
    ["x-amzn-trace-id", headers.get("x-amzn-trace-id") ?? [traceId]],
    ["x-forwarded-for", [[...(headers.get("x-forwarded-for") ?? []), sourceIp].join(", ")]],
    ["x-forwarded-port", [String(port)]],
    ["x-forwarded-proto", ["http"]],
  ]);
}

/** The format of web servers' logs: `12/Mar/2020:19:03:58 +0000`. */
export function logTime(date: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+) GMT$/.exec(date.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

export const mapValues = <Result>(
  values: Values,
  read: (all: readonly string[]) => Result,
): Readonly<Record<string, Result>> =>
  Object.fromEntries([...values].map(([name, all]) => [name, read(all)]));
