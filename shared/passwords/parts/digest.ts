import { createHmac, hash } from "node:crypto";
import { md4 } from "./md4";

/** The digests that old systems use, with their length in bytes. */
export const DIGEST_LENGTHS = {
  md4: 16,
  md5: 16,
  sha1: 20,
  sha224: 28,
  sha256: 32,
  sha384: 48,
  sha512: 64,
} as const;

export type DigestName = keyof typeof DIGEST_LENGTHS;

export const isDigestName = (name: string): name is DigestName => Object.hasOwn(DIGEST_LENGTHS, name);

export function digest(name: DigestName, ...parts: readonly Buffer[]): Buffer {
  const [first] = parts;
  const bytes = first !== undefined && parts.length === 1 ? first : Buffer.concat(parts);
  return name === "md4" ? md4(bytes) : hash(name, bytes, "buffer");
}

export const hmac = (name: DigestName, key: Buffer, message: Buffer): Buffer =>
  name === "md4" ? hmacMd4(key, message) : createHmac(name, key).update(message).digest();

/** RFC 2104 for MD4, which Node no longer has. */
function hmacMd4(key: Buffer, message: Buffer): Buffer {
  const block = Buffer.alloc(64);
  (key.length > block.length ? md4(key) : key).copy(block);
  const padded = (pad: number) => Buffer.from(block.map((byte) => byte ^ pad));
  return digest("md4", padded(0x5c), digest("md4", padded(0x36), message));
}
