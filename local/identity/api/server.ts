import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { CognitoError, notSimulated, serialization } from "../../pool/api/errors";
import { AMZ_JSON, parse, readBody, send, sendError } from "../../pool/api/http";
import { unverifiedClaims } from "../../pool/tokens/jwt";
import { forThisComputer } from "../../this-computer";
import type { IdentityPool } from "../identity-pool";
import { RefusedSessionError } from "../session-for";
import { getCredentialsForIdentity } from "./get-credentials-for-identity";
import { getId } from "./get-id";
import { getOpenIdToken } from "./get-open-id-token";

const TARGET = /^AWSCognitoIdentityService\.(\w*)$/;

/** Every operation that is simulated, by its name. */
const OPERATIONS = new Map(
  [getCredentialsForIdentity, getId, getOpenIdToken].map((operation) => [operation.name, operation]),
);

/** A request that an operation has refused. */
export interface IdentityRefusal {
  readonly operation: string;
  /** The `sub` that a login claims, or `guest`. */
  readonly who: string;
  readonly error: CognitoError;
  /** The reason for the terminal, which says more than the answer. */
  readonly reason: string | undefined;
}

interface ListenerOptions {
  /** The origins of pages elsewhere that may send requests. Pages of this computer always may. */
  readonly origins?: readonly string[];
  readonly onRefusal?: (refusal: IdentityRefusal) => void;
}

/** Serves the identity pool at the address of the user pool. The header x-amz-target tells which one a request is for. */
export function besideUserPool(
  userPool: RequestListener,
  identityPool: IdentityPool | undefined,
  { origins = [], onRefusal }: ListenerOptions = {},
): RequestListener {
  if (identityPool === undefined) return userPool;
  const ownListener = forThisComputer(origins, (request, response) => {
    void answer(identityPool, onRefusal, request, response);
  });
  return (request, response) =>
    targetOf(request) === undefined ? userPool(request, response) : ownListener(request, response);
}

const targetOf = ({ method, url, headers }: IncomingMessage): string | undefined =>
  method === "POST" && url === "/" ? TARGET.exec(String(headers["x-amz-target"]))?.[1] : undefined;

async function answer(
  pool: IdentityPool,
  onRefusal: ListenerOptions["onRefusal"],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const name = targetOf(request) ?? "";
  let who = "";
  try {
    const operation = OPERATIONS.get(name);
    if (operation === undefined) throw notSimulated(name || "This request", "identity pool");
    const input = parse(await readBody(request));
    if (typeof input !== "object" || input === null || Array.isArray(input))
      throw serialization("The request is not an object");
    who = personIn(input);
    send(response, 200, await operation.run(pool, input as Record<string, unknown>), AMZ_JSON);
  } catch (error) {
    if (error instanceof CognitoError) {
      const reason = error instanceof RefusedSessionError ? error.reason : undefined;
      onRefusal?.({ operation: name, who, error, reason });
    }
    sendError(response, error);
  }
}

function personIn({ Logins }: { readonly Logins?: unknown }): string {
  const [token] = typeof Logins === "object" && Logins !== null ? Object.values(Logins) : [];
  const { sub } = (typeof token === "string" ? unverifiedClaims(token) : undefined) ?? {};
  return token === undefined ? "guest" : typeof sub === "string" ? sub : "";
}
