const ALPHABET = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** The base64 of crypt(3) and phpass: another alphabet, and the low bits of the first byte come first. */
export function toCrypt64(bytes: Buffer): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const three = bytes.subarray(at, at + 3);
    const bits = three.reduceRight((above, byte) => above * 256 + byte, 0);
    for (let shift = 0; shift < three.length * 8; shift += 6) text += ALPHABET[(bits >> shift) & 63];
  }
  return text;
}

/** A number with its lowest six bits first; undefined for other texts. */
export function numberFromCrypt64(text: string | undefined): number | undefined {
  const digits = [...(text ?? "")].map((character) => ALPHABET.indexOf(character));
  if (digits.length === 0 || digits.includes(-1)) return undefined;
  return digits.reduceRight((above, digit) => above * 64 + digit, 0);
}
