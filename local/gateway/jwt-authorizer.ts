import { type Claims, type SigningKey, verifyJwt } from "../pool/tokens/jwt";
import type { JwtAuthorizer } from "../stack/http-api";
import { type Answer, message } from "./answer";

/** The facts about the caller that the function gets. */
export interface AuthorizedCaller {
  /** All values are texts. */
  readonly claims: Readonly<Record<string, string>>;
  /** Null on a route that requires no scope. */
  readonly scopes: readonly string[] | null;
}

export type Authorization =
  | { readonly kind: "allowed"; readonly caller: AuthorizedCaller }
  | { readonly kind: "refused"; readonly answer: Answer };

interface Facts {
  /** The Authorization header. */
  readonly credentials: string | undefined;
  /** The scopes of the route, of which the token needs one. */
  readonly scopes: readonly string[];
  /** The keys of the authorizer's issuer. */
  readonly keys: readonly SigningKey[];
  readonly now: Date;
}

/**
 * Accepts every token of the issuer for the audience. Like API Gateway, it does not look at `token_use`, so both ID and access
 * tokens count, and it does not know whether a token was revoked or its owner disabled.
 */
export function authorize(
  { issuer, audience }: JwtAuthorizer,
  { credentials, scopes, keys, now }: Facts,
): Authorization {
  const token = credentials?.replace(/^bearer(\s+|$)/i, "");
  if (!token) return refuse(401, "Bearer");
  const challenge = (error: string, description: string) =>
    `Bearer scope="${scopes.join(" ")}" error="${error}" error_description="${description}"`;
  const claims = verifyJwt(token, keys);
  const fault = claims === undefined ? "the token is not valid" : faultOf(claims, issuer, audience, now);
  if (claims === undefined || fault !== undefined)
    return refuse(401, challenge("invalid_token", fault ?? "the token is not valid"));
  const granted = scopesOf(claims);
  if (scopes.length > 0 && !scopes.some((scope) => granted.includes(scope)))
    return refuse(403, challenge("insufficient_scope", "the token does not have a required scope"));
  return {
    kind: "allowed",
    caller: {
      claims: Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, textOf(value)])),
      scopes: scopes.length > 0 ? granted : null,
    },
  };
}

const refuse = (status: 401 | 403, challenge: string): Authorization => ({
  kind: "refused",
  answer: message(status, status === 401 ? "Unauthorized" : "Forbidden", { "www-authenticate": challenge }),
});

function faultOf(claims: Claims, issuer: string, audience: readonly string[], now: Date): string | undefined {
  const seconds = Math.floor(now.getTime() / 1_000);
  if (claims.iss !== issuer) return "the token does not have a valid issuer";
  // `client_id` counts only in a token without `aud`.
  const intended = [claims.aud ?? claims.client_id].flat();
  if (!intended.some((one) => typeof one === "string" && audience.includes(one)))
    return "the token does not have a valid audience";
  if (typeof claims.exp !== "number" || claims.exp <= seconds) return "the token has expired";
  for (const name of ["nbf", "iat"])
    if (claims[name] !== undefined && !(Number(claims[name]) <= seconds)) return "the token is not valid yet";
  return undefined;
}

function scopesOf({ scope, scp }: Claims): readonly string[] {
  const given = scope ?? scp;
  if (Array.isArray(given)) return given.map(String);
  return typeof given === "string" ? given.split(" ").filter((one) => one !== "") : [];
}

/** Lists and objects become text as in API Gateway, which is ambiguous: `[a b]` could be one group or two. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join(" ")}]`;
  if (typeof value === "object" && value !== null)
    return `map[${Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, entry]) => `${name}:${textOf(entry)}`)
      .join(" ")}]`;
  return String(value);
}
