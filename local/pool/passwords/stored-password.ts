import {
  createDiffieHellman,
  createHash,
  createHmac,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from "node:crypto";
import { promisify } from "node:util";
import { invalidPassword } from "../api/errors";

export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly requireLowercase: boolean;
  readonly requireUppercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  readonly temporaryPasswordValidityDays: number;
}

/** Two one-way forms: one to check a password that is sent, one for SRP, which never sends it. Both hex. */
export interface StoredPassword {
  readonly salt: string;
  readonly hash: string;
  readonly srp: { readonly salt: string; readonly verifier: string };
}

const RULES: [
  key: "requireLowercase" | "requireUppercase" | "requireNumbers" | "requireSymbols",
  pattern: RegExp,
  name: string,
][] = [
  ["requireLowercase", /[a-z]/, "lowercase"],
  ["requireUppercase", /[A-Z]/, "uppercase"],
  ["requireNumbers", /[0-9]/, "numeric"],
  ["requireSymbols", /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/, "symbol"],
];

export function checkPolicy(password: string, policy: PasswordPolicy): void {
  const complain = (what: string) =>
    invalidPassword(`Password did not conform with policy: Password ${what}`);
  if (password.length < policy.minimumLength) throw complain("not long enough");
  if (password.length > 256) throw complain("too long");
  for (const [key, pattern, name] of RULES)
    if (policy[key] && !pattern.test(password)) throw complain(`must have ${name} characters`);
}

const deriveKey = promisify<string, Buffer, number, { N: number }, Buffer>(scrypt);
/** As dear to guess as the verifier, which is kept beside it: more would slow down sign-ins, and nobody who guesses. */
const SCRYPT = { N: 2 ** 9 };
const hashOf = (password: string, salt: Buffer) => deriveKey(password, salt, 32, SCRYPT);

export async function storePassword(
  password: string,
  poolId: string,
  username: string,
): Promise<StoredPassword> {
  const salt = randomBytes(16);
  const hash = await hashOf(password, salt);
  return {
    salt: salt.toString("hex"),
    hash: hash.toString("hex"),
    srp: srpVerifier(password, srpPoolName(poolId), username),
  };
}

/** What was right once is recognised again by a digest that this process alone can make, and need not be derived anew. */
const proven = new WeakMap<StoredPassword, Buffer>();
const digestKey = randomBytes(32);
const digestOf = (password: string) => createHmac("sha256", digestKey).update(password).digest();

export async function isPassword(password: string, stored: StoredPassword | undefined): Promise<boolean> {
  const digest = digestOf(password);
  const known = stored && proven.get(stored);
  if (known !== undefined && timingSafeEqual(digest, known)) return true;
  const hash = await hashOf(password, Buffer.from(stored?.salt ?? "", "hex"));
  if (stored === undefined || !timingSafeEqual(hash, Buffer.from(stored.hash, "hex"))) return false;
  proven.set(stored, digest);
  return true;
}

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

/** What SRP calls the pool's name: the part of its id after the region, whatever the pool is called. */
export const srpPoolName = (poolId: string): string => poolId.slice(poolId.indexOf("_") + 1);

/** v = 2^H(salt | H(pool name | user name | ":" | password)). */
function srpVerifier(password: string, poolName: string, username: string): StoredPassword["srp"] {
  const salt = randomBytes(16);
  const identity = createHash("sha256").update(`${poolName}${username}:${password}`).digest();
  const exponent = createHash("sha256").update(unsigned(salt)).update(identity).digest();
  const power = createDiffieHellman(SRP_PRIME, Buffer.from([2]));
  power.setPrivateKey(exponent);
  return { salt: salt.toString("hex"), verifier: power.generateKeys("hex") };
}

/** Clients hash numbers in the shortest form that keeps them positive: a zero byte is before a high bit and nowhere else. */
export function unsigned(bytes: Buffer): Buffer {
  const digits = bytes.subarray(bytes.findIndex((byte) => byte !== 0));
  return (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), digits]) : digits;
}
