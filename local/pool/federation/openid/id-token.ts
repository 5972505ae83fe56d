import { createPublicKey, type JsonWebKey, verify } from "node:crypto";
import { type Claims, decodeJson } from "../../tokens/jwt";
import { fetchJson, type OpenIdProvider, ProviderError } from "./configuration";

/** The algorithms that Cognito accepts, without those that need a shared secret. */
const ALGORITHMS: Readonly<Record<string, { readonly hash: string; readonly keyType: string }>> = {
  RS256: { hash: "sha256", keyType: "RSA" },
  RS384: { hash: "sha384", keyType: "RSA" },
  RS512: { hash: "sha512", keyType: "RSA" },
  ES256: { hash: "sha256", keyType: "EC" },
  ES384: { hash: "sha384", keyType: "EC" },
  ES512: { hash: "sha512", keyType: "EC" },
};

interface Expected {
  readonly nonce: string;
  readonly now: Date;
}

/** https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation */
export async function verifyIdToken(
  { issuer, clientId, endpoints }: OpenIdProvider,
  token: unknown,
  { nonce, now }: Expected,
): Promise<Claims & { readonly sub: string }> {
  const [header = "", payload = "", signature = "", ...rest] = String(token).split(".");
  const { alg, kid } = decodeJson(header) ?? {};
  const algorithm = Object.hasOwn(ALGORITHMS, String(alg)) ? ALGORITHMS[String(alg)] : undefined;
  if (rest.length > 0 || algorithm === undefined) throw refused(`is signed by ${alg}`);
  const { keys } = await fetchJson(endpoints.jwks_uri);
  const key = (Array.isArray(keys) ? (keys as JsonWebKey[]) : []).find(
    (candidate) => candidate.kid === kid && candidate.kty === algorithm.keyType,
  );
  if (kid === undefined || key === undefined) throw refused("is signed by no key of the provider");
  const isGenuine = verify(
    algorithm.hash,
    Buffer.from(`${header}.${payload}`),
    { key: createPublicKey({ key, format: "jwk" }), dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  if (!isGenuine) throw refused("has a wrong signature");
  const claims = decodeJson(payload) ?? {};
  const { iss, aud, azp, exp, sub } = claims;
  if (iss !== issuer) throw refused("is of another issuer");
  const audience = [aud].flat();
  if (!audience.includes(clientId) || (audience.length > 1 && azp !== clientId))
    throw refused("is for another client");
  if (typeof exp !== "number" || exp * 1_000 <= now.getTime()) throw refused("has expired");
  if (claims.nonce !== nonce) throw refused("is of another sign-in");
  if (typeof sub !== "string" || sub === "") throw refused("names nobody");
  return { ...claims, sub };
}

const refused = (why: string): ProviderError => new ProviderError(`the ID token of the provider ${why}`);
