import { listenDeferred } from "../../../local/deferred-server";
import { type GatewayOptions, gatewayListener, LARGEST_HEADERS } from "../../../local/gateway/gateway";
import type { Outcome } from "../../../local/lambda/outcome";
import type { Cors, HttpApi, Integration, Route } from "../../../local/stack/http-api";
import { signedJwt } from "../../harness/signed-jwt";
import { signingKeys } from "../../harness/signing-keys";

export const ISSUER = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Example01";
export const CLIENT = "1webclient0000000000000000";
export const NOW = new Date("2026-03-12T19:03:58.390Z");
export const SECONDS = Math.floor(NOW.getTime() / 1_000);

/** As in the pool: one for ID tokens, one for access tokens. */
const { id: ID_KEY, access: ACCESS_KEY } = signingKeys("example");
export const KEYS = [ID_KEY, ACCESS_KEY] as const;

export const ACCESS_CLAIMS = {
  sub: "a-sub",
  iss: ISSUER,
  client_id: CLIENT,
  token_use: "access",
  scope: "openid api/profile.read",
  auth_time: SECONDS - 60,
  iat: SECONDS - 60,
  exp: SECONDS + 3_540,
  username: "a-sub",
};

export const accessToken = (changes: object = {}): string =>
  signedJwt({ ...ACCESS_CLAIMS, ...changes }, ACCESS_KEY);

export const idToken = (changes: object = {}): string =>
  signedJwt(
    {
      sub: "a-sub",
      iss: ISSUER,
      aud: CLIENT,
      token_use: "id",
      iat: SECONDS - 60,
      exp: SECONDS + 3_540,
      "cognito:groups": ["operators", "acme/admin"],
      email_verified: true,
      ...changes,
    },
    ID_KEY,
  );

export const CORS: Cors = {
  allowOrigins: ["https://app.example.com"],
  allowMethods: ["GET", "POST"],
  allowHeaders: ["authorization", "content-type"],
  exposeHeaders: ["apigw-requestid"],
  allowCredentials: true,
  maxAgeSeconds: 600,
};

export const route = (key: string, changes: Partial<Integration> = {}): Route => ({
  key,
  integration: { functionName: key, payloadFormat: "2.0", timeoutMs: 30_000, ...changes },
  authorization: undefined,
});

export const protectedRoute = (key: string, scopes: readonly string[] = []): Route => ({
  ...route(key),
  authorization: { authorizerId: "person", scopes },
});

export interface Gateway {
  readonly url: string;
  stop(): Promise<void>;
}

/** On a port of its own. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const listener = gatewayListener(options);
  const { url, answerWith, close } = await listenDeferred(0, { maxHeaderSize: LARGEST_HEADERS });
  answerWith(listener);
  return { url, stop: close };
}

interface Setup {
  readonly routes: readonly Route[];
  readonly cors?: Cors;
  readonly audience?: readonly string[];
  readonly issuer?: string;
  /** What the function answers; what it was invoked with, unless given. */
  readonly answer?: (event: unknown, functionName: string) => unknown;
  /** How the invocation ends, when it gives no answer. */
  readonly outcome?: () => Promise<Outcome>;
}

export interface TestGateway extends Gateway {
  /** The names of the functions that were invoked. */
  readonly invoked: readonly string[];
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

export const apiOf = ({ routes, cors, audience = [CLIENT], issuer = ISSUER }: Setup): HttpApi => ({
  id: "example123",
  name: "example",
  domainName: "example123.execute-api.eu-central-1.amazonaws.com",
  cors,
  authorizers: [{ id: "person", name: "person", issuer, audience }],
  routes,
});

export async function testGateway(setup: Setup): Promise<TestGateway> {
  const invoked: string[] = [];
  const { answer = (event) => event, outcome } = setup;
  const gateway = await startGateway({
    api: apiOf(setup),
    accountId: "123456789012",
    keysOf: (issuer) => (issuer === ISSUER ? () => KEYS : undefined),
    now: () => NOW,
    async invoke(functionName, event) {
      invoked.push(functionName);
      if (outcome !== undefined) return outcome();
      // As Lambda does: both ways as JSON.
      const payload: unknown = await answer(JSON.parse(JSON.stringify(event)), functionName);
      return { kind: "answered", payload: JSON.parse(JSON.stringify(payload ?? null)) };
    },
  });
  return { ...gateway, invoked, fetch: (path, init) => fetch(gateway.url + path, init) };
}
