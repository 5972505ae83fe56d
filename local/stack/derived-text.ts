import { hkdfSync } from "node:crypto";

export const DIGITS = "0123456789";
export const LOWERCASE = "abcdefghijklmnopqrstuvwxyz";
export const UPPERCASE = LOWERCASE.toUpperCase();

/** Characters that look random, but are always the same for the same key and purpose. */
export function derivedText(key: string, purpose: string, alphabet: string, length: number): string {
  const bytes = new DataView(hkdfSync("sha512", key, "", purpose, length * 2));
  return Array.from({ length }, (_, index) => alphabet[bytes.getUint16(index * 2) % alphabet.length]).join(
    "",
  );
}
