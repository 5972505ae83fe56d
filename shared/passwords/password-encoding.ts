/** The characters of Windows-1252 in place of the control characters of ISO 8859-1. Five positions are unassigned. */
const WINDOWS = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

/** The password has a character that the old system's encoding lacks, so it cannot have been hashed there. */
export class UnencodableError extends Error {
  override readonly name = "UnencodableError";
}

function latin1(text: string): Buffer {
  if (/[^\0-\xff]/.test(text)) throw new UnencodableError();
  return Buffer.from(text, "latin1");
}

function windows1252(text: string): Buffer {
  const bytes = [...text].map((character) => {
    const at = WINDOWS.indexOf(character);
    if (at < 0 && /[^\0-\x7f\xa0-\xff]/u.test(character)) throw new UnencodableError();
    return at < 0 ? character.charCodeAt(0) : 0x80 + at;
  });
  return Buffer.from(bytes);
}

/** The encodings in which old systems have hashed passwords. */
export const PASSWORD_ENCODINGS: ReadonlyMap<string, (text: string) => Buffer> = new Map([
  ["utf-8", (text) => Buffer.from(text, "utf8")],
  ["latin-1", latin1],
  ["windows-1252", windows1252],
]);

/** The normal forms of Unicode in which they have hashed passwords, whatever was typed. */
export const NORMAL_FORMS: readonly string[] = ["NFC", "NFD", "NFKC", "NFKD"];
