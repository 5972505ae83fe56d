import type { Client, Pool } from "../pool";
import { revokeSignIn } from "../tokens/refresh-tokens";
import type { User } from "../users/user";

/** What the sign-in pages hand to a client through the browser, and what it can be exchanged for. */
export interface AuthorizationCode {
  readonly clientId: string;
  readonly redirectUri: string;
  /** If not, it is the client's default, and the token request may leave it out too. */
  readonly isRedirectGiven: boolean;
  readonly codeChallenge: string | undefined;
  readonly nonce: string | undefined;
  readonly scopes: readonly string[];
  /** The user as they were when they signed in. */
  readonly user: User;
  readonly authTime: number;
  /** The session of the sign-in pages that the code comes from. */
  readonly ssoSessionId: string;
  readonly expiresAt: number;
  readonly use: "none" | "under way" | "replayed" | Grown;
}

/** The sign-in that a code was exchanged for. */
interface Grown {
  readonly originJti: string;
  readonly expiresAt: string;
}

const CODE_SECONDS = 300;

export const issueCode = (
  pool: Pool,
  client: Client,
  code: Omit<AuthorizationCode, "clientId" | "expiresAt" | "use">,
): string =>
  pool.authorizationCodes.issue({
    ...code,
    clientId: client.id,
    expiresAt: pool.now().getTime() + CODE_SECONDS * 1_000,
    use: "none",
  });

/** A code can be used once. If it is presented again, the sign-in that it was exchanged for is revoked. */
export function takeCode(pool: Pool, ticket: string): AuthorizationCode | undefined {
  const code = pool.authorizationCodes.find(ticket, pool.now());
  if (code === undefined) return undefined;
  if (code.use === "none") {
    pool.authorizationCodes.replace(ticket, { ...code, use: "under way" });
    return code;
  }
  if (typeof code.use === "object") revokeSignIn(pool, code.use);
  else pool.authorizationCodes.replace(ticket, { ...code, use: "replayed" });
  return undefined;
}

/** Remembers the sign-in that a code was exchanged for. False if the code was presented again in the meantime. */
export function rememberGrown(pool: Pool, ticket: string, grown: Grown): boolean {
  const code = pool.authorizationCodes.find(ticket, pool.now());
  if (code === undefined) return true;
  if (code.use !== "replayed") {
    pool.authorizationCodes.replace(ticket, { ...code, use: grown });
    return true;
  }
  revokeSignIn(pool, grown);
  return false;
}
