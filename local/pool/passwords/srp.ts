import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** The 3072-bit group of RFC 5054, which Cognito uses with SHA-256 and the generator 2. */
export const SRP_PRIME = Buffer.from(
  "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B" +
    "302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE6" +
    "49286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D" +
    "670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718" +
    "3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7D" +
    "B3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C" +
    "BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
  "hex",
);

const N = BigInt(`0x${SRP_PRIME.toString("hex")}`);
const G = 2n;
const INFO = "Caldera Derived Key";

/** The server's ephemeral pair of one sign-in, hex. */
export interface ServerKeys {
  readonly privateKey: string;
  readonly publicKey: string;
}

const numberOf = (hex: string): bigint => BigInt(`0x${hex}`);

/** A multiple of the prime is refused, because the shared secret would not depend on the password. */
export const isPublicKey = (hex: string): boolean =>
  /^[0-9a-f]{1,770}$/i.test(hex) && numberOf(hex) % N !== 0n;

export const verifierOf = (exponent: string): string => power(G, numberOf(exponent)).toString(16);

/** What SRP calls the pool's name: the part of its id after the region, whatever the pool is called. */
export const srpPoolName = (poolId: string): string => poolId.slice(poolId.indexOf("_") + 1);

/** v = 2^H(salt | H(pool name | user name | ":" | password)). */
export function srpVerifier(password: string, poolName: string, username: string) {
  const salt = randomBytes(16);
  const identity = createHash("sha256").update(`${poolName}${username}:${password}`).digest();
  const exponent = createHash("sha256").update(unsigned(salt)).update(identity).digest();
  return { salt: salt.toString("hex"), verifier: verifierOf(exponent.toString("hex")) };
}

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

/** Clients hash numbers in the shortest form that keeps them positive: with a zero byte only before a high bit. */
export function unsigned(bytes: Buffer): Buffer {
  const digits = bytes.subarray(bytes.findIndex((byte) => byte !== 0));
  return (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), digits]) : digits;
}

/** Node's own Diffie-Hellman proves the prime anew every time, which takes Node 24 seconds. */
function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % N;
    if (bit === "1") result = (result * base) % N;
  }
  return result;
}
