import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";

/** The digests that a request may name in `x-amz-checksum-<algorithm>`, as it writes them. */
export const CHECKSUMS: Readonly<Record<string, (content: Buffer) => string>> = {
  crc32: (content) => base64(BigInt(crc32(content)), 4),
  crc32c: (content) => base64(reflectedCrc(content, CRC32C), 4),
  crc64nvme: (content) => base64(reflectedCrc(content, CRC64NVME), 8),
  sha1: (content) => createHash("sha1").update(content).digest("base64"),
  sha256: (content) => createHash("sha256").update(content).digest("base64"),
};

/** The headers that name them. */
export const CHECKSUM_HEADERS: readonly string[] = Object.keys(CHECKSUMS).map(
  (algorithm) => `x-amz-checksum-${algorithm}`,
);

/** As S3 spells their names in XML: `ChecksumCRC32`. */
export const elementOf = (algorithm: string): string => `Checksum${algorithm.toUpperCase()}`;

function base64(value: bigint, bytes: 4 | 8): string {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64BE(value);
  return buffer.subarray(8 - bytes).toString("base64");
}

/** A remainder for every byte, in two halves, because numbers hold 32 bits exactly. */
interface Remainders {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  readonly ones: bigint;
}

/** @param polynomial with its bits in reverse order */
function remainders(polynomial: bigint, bits: 32 | 64): Remainders {
  const [high, low] = [new Uint32Array(256), new Uint32Array(256)];
  for (let byte = 0; byte < 256; byte += 1) {
    let remainder = BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1)
      remainder = remainder & 1n ? (remainder >> 1n) ^ polynomial : remainder >> 1n;
    high[byte] = Number(remainder >> 32n);
    low[byte] = Number(remainder & 0xffff_ffffn);
  }
  return { high, low, ones: (1n << BigInt(bits)) - 1n };
}

const CRC32C = remainders(0x82f6_3b78n, 32);
const CRC64NVME = remainders(0x9a6c_9329_ac4b_c9b5n, 64);

function reflectedCrc(content: Buffer, { high, low, ones }: Remainders): bigint {
  let [upper, lower] = [Number(ones >> 32n), 0xffff_ffff];
  for (const byte of content) {
    const index = (lower ^ byte) & 0xff;
    lower = ((lower >>> 8) | (upper << 24)) ^ (low[index] ?? 0);
    upper = (upper >>> 8) ^ (high[index] ?? 0);
  }
  return ((BigInt(upper >>> 0) << 32n) | BigInt(lower >>> 0)) ^ ones;
}
