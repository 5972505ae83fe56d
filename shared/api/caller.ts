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

/** What a token must be for. */
interface TokenUse {
  readonly clientId: string;
  readonly scope: string;
}

/**
 * The owner of an access token. The authorizer of an HTTP API lets ID tokens of the same pool through, which are meant
 * for the application that asked for them and carry no scopes; that of a REST API lets every client's tokens through.
 */
export function callerOf({ claims }: ApiRequest, { clientId, scope }: TokenUse): Caller {
  if (claims === undefined || claims.token_use !== "access")
    throw new Problem("not-signed-in", "Send an access token; this is another one, or none");
  if (claims.client_id !== clientId)
    throw new Problem("not-signed-in", "This access token is for another client");
  const { sub, username, "custom:tenant_id": tenantId, "custom:role": role } = claims;
  if (sub === undefined || username === undefined || tenantId === undefined || role === undefined)
    throw new Problem("not-signed-in", "This access token names no person, tenant or role");
  if (!scopesOf(claims).includes(scope))
    throw new Problem("insufficient-scope", `This needs an access token with the scope ${scope}`);
  return { sub, username, tenantId, role };
}

/** The token itself, for asking Cognito in its owner's name. */
export function bearerToken({ headers }: ApiRequest): string {
  const [, token] = /^(?:Bearer\s+)?(\S+)$/i.exec(headers.authorization ?? "") ?? [];
  if (token === undefined) throw new Problem("not-signed-in");
  return token;
}

const scopesOf = ({ scope = "" }: StringMap): readonly string[] => scope.split(" ");
