import type { StringMap } from "../json";
import { Problem } from "./problem";
import type { ApiRequest } from "./request";

/** Who calls, as their access token says. */
export interface Caller {
  readonly sub: string;
  readonly username: string;
  readonly tenantId: string;
  readonly role: string;
}

/** A program that has signed itself in. */
export interface CallingMachine {
  readonly clientId: string;
}

/** What a token must be for. */
interface TokenUse {
  /** The clients whose people may call. */
  readonly clientIds: readonly string[];
  readonly scope: string;
}

/**
 * The owner of an access token. More has to be checked than the authorizers do. That of an HTTP API accepts ID tokens
 * of the same pool, which are meant for the application that asked for them and carry no scopes. That of a REST API
 * accepts the tokens of every client.
 */
export function callerOf(request: ApiRequest, { clientIds, scope }: TokenUse): Caller {
  const claims = accessClaimsOf(request);
  if (claims.client_id === undefined || !clientIds.includes(claims.client_id))
    throw new Problem("not-signed-in", "This access token is for another client");
  const { sub, username, "custom:tenant_id": tenantId, "custom:role": role } = claims;
  if (sub === undefined || username === undefined || tenantId === undefined || role === undefined)
    throw new Problem("not-signed-in", "This access token names no person, tenant or role");
  requireScope(claims, scope);
  return { sub, username, tenantId, role };
}

/** The calling machine, if the token is a machine's. Such a token names no person, and its subject is the client. */
export function callingMachineOf(request: ApiRequest, scope: string): CallingMachine | undefined {
  const claims = accessClaimsOf(request);
  const { sub, username, client_id: clientId } = claims;
  if (clientId === undefined || username !== undefined || sub !== clientId) return undefined;
  requireScope(claims, scope);
  return { clientId };
}

/** The token itself, for asking Cognito in its owner's name. */
export function bearerToken({ headers }: ApiRequest): string {
  const [, token] = /^(?:Bearer\s+)?(\S+)$/i.exec(headers.authorization ?? "") ?? [];
  if (token === undefined) throw new Problem("not-signed-in");
  return token;
}

function accessClaimsOf({ claims }: ApiRequest): StringMap {
  if (claims === undefined || claims.token_use !== "access")
    throw new Problem("not-signed-in", "Send an access token; this is another one, or none");
  return claims;
}

function requireScope({ scope: scopes = "" }: StringMap, scope: string): void {
  if (!scopes.split(" ").includes(scope))
    throw new Problem("insufficient-scope", `This needs an access token with the scope ${scope}`);
}
