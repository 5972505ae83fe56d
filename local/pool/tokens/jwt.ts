import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { promisify } from "node:util";

export interface SigningKey {
  readonly kid: string;
  /** PKCS #8, PEM. */
  readonly privateKey: string;
}

const SIZE = { modulusLength: 2048 };

export type Claims = Readonly<Record<string, unknown>>;

export function createSigningKey(kid: string): SigningKey {
  return signingKey(kid, generateKeyPairSync("rsa", SIZE).privateKey);
}

/** The same, in another thread. */
export async function createSigningKeyAside(kid: string): Promise<SigningKey> {
  return signingKey(kid, (await promisify(generateKeyPair)("rsa", SIZE)).privateKey);
}

const signingKey = (kid: string, key: KeyObject): SigningKey => ({
  kid,
  privateKey: key.export({ type: "pkcs8", format: "pem" }).toString(),
});

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

const signInBackground = promisify(sign);

/** Signs in another thread, because signing takes longer than most other steps of a sign-in. */
export async function signJwt(claims: Claims, signingKey: SigningKey): Promise<string> {
  const { kid } = signingKey;
  const content = `${encode({ kid, alg: "RS256" })}.${encode(claims)}`;
  const signature = await signInBackground("sha256", Buffer.from(content), privateKeyOf(signingKey));
  return `${content}.${signature.toString("base64url")}`;
}

/** The claims of a token that is signed by one of the keys with RS256; undefined for any other token. */
export function verifyJwt(token: string, keys: readonly SigningKey[]): Claims | undefined {
  const [header, payload, signature, ...rest] = token.split(".");
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0)
    return undefined;
  const { kid, alg } = decodeJson(header) ?? {};
  const key = keys.find((candidate) => candidate.kid === kid);
  if (key === undefined || alg !== "RS256") return undefined;
  const signed = Buffer.from(`${header}.${payload}`);
  const isGenuine = verify("sha256", signed, publicKeyOf(key), Buffer.from(signature, "base64url"));
  return isGenuine ? decodeJson(payload) : undefined;
}

/** The claims of a token without verification, only to tell its holder what is wrong, or to find the pool that verifies it. */
export const unverifiedClaims = (token: string): Claims | undefined => {
  const [, payload, signature, ...rest] = token.split(".");
  return payload === undefined || signature === undefined || rest.length > 0
    ? undefined
    : decodeJson(payload);
};

/** A decoded part of a token; undefined if it is not JSON of an object. */
export function decodeJson(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
}

// Parsing a PEM key takes longer than signing with it.
const privateKeys = new Map<string, KeyObject>();

function privateKeyOf({ privateKey }: SigningKey): KeyObject {
  const known = privateKeys.get(privateKey) ?? createPrivateKey(privateKey);
  privateKeys.set(privateKey, known);
  return known;
}

const publicKeys = new Map<string, KeyObject>();

function publicKeyOf({ privateKey }: SigningKey): KeyObject {
  const known = publicKeys.get(privateKey) ?? createPublicKey(privateKey);
  publicKeys.set(privateKey, known);
  return known;
}

/** The public halves, as a verifier fetches them. */
export const jwks = (keys: readonly SigningKey[]) => ({
  keys: keys.map((key) => ({
    ...publicKeyOf(key).export({ format: "jwk" }),
    alg: "RS256",
    kid: key.kid,
    use: "sig",
  })),
});
