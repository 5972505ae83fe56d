import { createHmac, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { srpPoolName, srpVerifier } from "./srp";

/** Two one-way forms: one to check a password that is sent, one for SRP, which never sends it. Both hex. */
export interface StoredPassword {
  readonly salt: string;
  readonly hash: string;
  readonly srp: { readonly salt: string; readonly verifier: string };
}

const deriveKey = promisify<string, Buffer, number, { N: number }, Buffer>(scrypt);
/** The SRP verifier beside it is no harder to guess, so a higher cost would slow down sign-ins but not attackers. */
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

/** Keyed digests of passwords that were right before, so that they need not be derived again. */
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
