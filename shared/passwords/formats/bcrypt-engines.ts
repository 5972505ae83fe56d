import { decodeBase64, hash as hashInJavaScript } from "bcryptjs";
import { bcrypt as hashInWebAssembly } from "hash-wasm";

/** In bytes. bcrypt ignores everything after them. */
export const LONGEST_PASSWORD = 72;

/**
 * The highest cost for WebAssembly, which takes a fifth less time than bcryptjs but lets no timer fire until it ends.
 * With 1024 MB this cost takes 0.4 s: if the deadline passes meanwhile, the invocation still answers before Cognito
 * gives up. Above it, bcryptjs is used, which makes pauses.
 */
const HIGHEST_COST_WITHOUT_PAUSES = 12;

/** What stands in a hash before the digest: `$2b$`, the cost, `$` and 22 characters of salt. */
export interface BcryptSetting {
  readonly prefix: string;
  readonly cost: number;
  readonly salt: string;
}

/** Returns the whole hash. If the last bits of the salt have no meaning, it is written without them. */
export async function hashBcrypt(password: Buffer, { prefix, cost, salt }: BcryptSetting): Promise<string> {
  const text = textOf(password);
  if (cost > HIGHEST_COST_WITHOUT_PAUSES || password.length === 0 || password.length > LONGEST_PASSWORD)
    return hashInJavaScript(text, `${prefix}${String(cost).padStart(2, "0")}$${salt}`);
  const bytes = Uint8Array.from(decodeBase64(salt, 16));
  const hash = await hashInWebAssembly({ password, salt: bytes, costFactor: cost });
  return prefix + hash.slice(prefix.length);
}

/**
 * The password as a text, because bcryptjs takes only that and hashes the first 72 bytes of its UTF-8. Other bytes
 * cannot be given to it, and the two engines differ for 0xFF. The text is made from bytes, so a lone surrogate
 * becomes what every other implementation makes of it.
 */
function textOf(password: Buffer): string {
  const text = password.toString("utf8");
  if (!Buffer.from(text, "utf8").equals(password)) throw new TypeError("only UTF-8 can be hashed");
  return text;
}
