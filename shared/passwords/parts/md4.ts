const BLOCK = 64;

/**
 * The rounds of RFC 1320: the function that joins three words, the constant to add, the order of the block's words,
 * and the rotations.
 */
const ROUNDS = [
  {
    join: (x: number, y: number, z: number) => (x & y) | (~x & z),
    add: 0,
    order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    rotations: [3, 7, 11, 19],
  },
  {
    join: (x: number, y: number, z: number) => (x & y) | (x & z) | (y & z),
    add: 0x5a827999,
    order: [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
    rotations: [3, 5, 9, 13],
  },
  {
    join: (x: number, y: number, z: number) => x ^ y ^ z,
    add: 0x6ed9eba1,
    order: [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
    rotations: [3, 9, 11, 15],
  },
];

/** Node's OpenSSL no longer has MD4, but Windows still hashes passwords with it. */
export function md4(message: Buffer): Buffer {
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  const padded = pad(message);
  for (let at = 0; at < padded.length; at += BLOCK) {
    let [a = 0, b = 0, c = 0, d = 0] = state;
    for (const { join, add, order, rotations } of ROUNDS) {
      for (const [step, word] of order.entries()) {
        const sum = (a + join(b, c, d) + padded.readUInt32LE(at + word * 4) + add) | 0;
        const bits = rotations[step % 4] ?? 0;
        [a, b, c, d] = [d, (sum << bits) | (sum >>> (32 - bits)), b, c];
      }
    }
    for (const [index, word] of [a, b, c, d].entries()) state[index] = ((state[index] ?? 0) + word) | 0;
  }
  const digest = Buffer.alloc(16);
  for (const [index, word] of state.entries()) digest.writeInt32LE(word | 0, index * 4);
  return digest;
}

/** A one, then zeros up to a whole block that ends with the length in bits. */
function pad(message: Buffer): Buffer {
  const padded = Buffer.alloc(Math.ceil((message.length + 9) / BLOCK) * BLOCK);
  message.copy(padded);
  padded.writeUInt8(0x80, message.length);
  padded.writeBigUInt64LE(BigInt(message.length) * 8n, padded.length - 8);
  return padded;
}
