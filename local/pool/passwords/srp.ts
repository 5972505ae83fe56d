import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { SRP_PRIME, unsigned } from "./stored-password";

const N = BigInt(`0x${SRP_PRIME.toString("hex")}`);
const G = 2n;
const INFO = "Caldera Derived Key";

/** The server's ephemeral pair of one sign-in, hex. */
export interface ServerKeys {
  readonly privateKey: string;
  readonly publicKey: string;
}

const numberOf = (hex: string): bigint => BigInt(`0x${hex}`);

/** What a client sends is no key if the shared secret would not depend on the password: a multiple of the prime. */
export const isPublicKey = (hex: string): boolean =>
  /^[0-9a-f]{1,770}$/i.test(hex) && numberOf(hex) % N !== 0n;

export const verifierOf = (exponent: string): string => power(G, numberOf(exponent)).toString(16);

export function createServerKeys(verifier: string): ServerKeys {
  const privateKey = randomBytes(32).toString("hex");
  const multiplier = hash(bytesOf(N), bytesOf(G));
  const publicKey = (multiplier * numberOf(verifier) + power(G, numberOf(privateKey))) % N;
  return { privateKey, publicKey: publicKey.toString(16) };
}

/** The key that both sides have if the password was right: (A v^u)^b through HKDF, of which the first half is used. */
export function sharedKey(
  clientKey: string,
  { privateKey, publicKey }: ServerKeys,
  verifier: string,
): Buffer {
  const scrambler = hash(bytesOf(numberOf(clientKey)), bytesOf(numberOf(publicKey)));
  const base = (numberOf(clientKey) * power(numberOf(verifier), scrambler)) % N;
  const secret = power(base, numberOf(privateKey));
  const extracted = createHmac("sha256", bytesOf(scrambler)).update(bytesOf(secret)).digest();
  return createHmac("sha256", extracted).update(`${INFO}\u0001`).digest().subarray(0, 16);
}

/** Everything that the signature of a client covers. */
export interface Claim {
  readonly poolName: string;
  readonly userId: string;
  readonly secretBlock: Buffer;
  readonly timestamp: string;
}

export function isClaimSignature(signature: string, key: Buffer, claim: Claim): boolean {
  const expected = createHmac("sha256", key)
    .update(`${claim.poolName}${claim.userId}`)
    .update(claim.secretBlock)
    .update(claim.timestamp)
    .digest();
  const given = Buffer.from(signature, "base64");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Reads `Fri May 1 12:00:00 UTC 2026`, the form that clients sign; undefined is another form. */
export function readTimestamp(text: string): Date | undefined {
  const parts =
    /^(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat) ([A-Z][a-z]{2} \d{1,2}) (\d{1,2}:\d{2}:\d{2}) UTC (\d{4})$/.exec(text);
  if (parts === null) return undefined;
  const time = new Date(`${parts[1]} ${parts[3]} ${parts[2]} UTC`);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

const hash = (...parts: readonly Buffer[]): bigint =>
  numberOf(createHash("sha256").update(Buffer.concat(parts)).digest("hex"));

function bytesOf(number: bigint): Buffer {
  const hex = number.toString(16);
  return unsigned(Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex"));
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base % N;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
}
