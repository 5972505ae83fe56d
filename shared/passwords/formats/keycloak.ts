import type { Check, Format } from "../format";
import { fromBase64, fromDecimal } from "../parts/encodings";
import { ARGON2_CEILINGS, checkArgon2 } from "./argon2";
import { checkPbkdf2 } from "./pbkdf2";

type JsonObject = Readonly<Record<string, unknown>>;

/** Keycloak's realm export: one object whose two members are objects, or the texts of objects as in its table. */
export const keycloak: Format = {
  schemes: ["keycloak"],
  prefix: /^\{\s*"/,
  ceilings: ["iterations", ...ARGON2_CEILINGS],
  read({ hash }) {
    const credential = credentialIn(hash);
    const secret = objectIn(credential?.secretData);
    const data = objectIn(credential?.credentialData);
    return secret && data && readCredential(secret, data);
  },
};

const credentialIn = (hash: string): JsonObject | undefined =>
  /^\{.*\}$/s.test(hash) ? objectIn(hash) : undefined;

function readCredential(secret: JsonObject, data: JsonObject): Check | undefined {
  const salt = fromBase64(textIn(secret.salt));
  const algorithm = textIn(data.algorithm);
  if (algorithm === "argon2") return readArgon2Credential(salt, secret, data);
  const [digest, lengths] = PBKDF2.get(algorithm ?? "") ?? [];
  const key = fromBase64(textIn(secret.value));
  return checkPbkdf2({
    digest,
    iterations: integerIn(data.hashIterations),
    salt,
    key: key && lengths?.includes(key.length) ? key : undefined,
  });
}

/** The key may also have 64 bytes with any digest: that is what Keycloak used to write. */
const PBKDF2: ReadonlyMap<string, readonly [digest: string, keyBytes: readonly number[]]> = new Map([
  ["pbkdf2", ["sha1", [20, 64]]],
  ["pbkdf2-sha256", ["sha256", [32, 64]]],
  ["pbkdf2-sha512", ["sha512", [64]]],
]);

const ARGON2_VARIANTS = { d: "argon2d", i: "argon2i", id: "argon2id" } as const;
const ARGON2_VERSIONS: ReadonlyMap<string, number> = new Map([
  ["1.0", 0x10],
  ["1.3", 0x13],
]);

function readArgon2Credential(
  salt: Buffer | undefined,
  secret: JsonObject,
  data: JsonObject,
): Check | undefined {
  const parameters = objectIn(data.additionalParameters) ?? {};
  const parameter = (name: string) => textIn(firstOf(parameters[name]));
  const type = parameter("type") ?? "";
  const version = ARGON2_VERSIONS.get(parameter("version") ?? "");
  if (!Object.hasOwn(ARGON2_VARIANTS, type) || version === undefined) return undefined;
  return checkArgon2({
    variant: ARGON2_VARIANTS[type as keyof typeof ARGON2_VARIANTS],
    version,
    memory: fromDecimal(parameter("memory")),
    passes: integerIn(data.hashIterations),
    lanes: fromDecimal(parameter("parallelism")),
    salt,
    digest: fromBase64(textIn(secret.value), fromDecimal(parameter("hashLength"))),
  });
}

function objectIn(value: unknown): JsonObject | undefined {
  const parsed = typeof value === "string" ? parse(value) : value;
  return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
    ? (parsed as JsonObject)
    : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const firstOf = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : value);

const textIn = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

const integerIn = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : undefined;
