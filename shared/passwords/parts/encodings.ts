/**
 * Readers that accept a text only if encoding its bytes again gives the same text. A lenient decoder would let
 * several texts stand for one digest. With a length, the bytes must have exactly that length, and an undefined length
 * fits none.
 */
const strictly =
  (decode: (text: string) => Buffer, encode: (bytes: Buffer) => string) =>
  (text: string | undefined, ...lengths: readonly [length?: number | undefined]): Buffer | undefined => {
    if (text === undefined) return undefined;
    const bytes = decode(text);
    return encode(bytes) === text && lengths.every((length) => bytes.length === length) ? bytes : undefined;
  };

const unpadded = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");

export const fromHex = strictly(
  (text) => Buffer.from(text, "hex"),
  (bytes) => bytes.toString("hex"),
);

export const fromUpperHex = strictly(
  (text) => Buffer.from(text, "hex"),
  (bytes) => bytes.toString("hex").toUpperCase(),
);

export const fromBase64 = strictly(
  (text) => Buffer.from(text, "base64"),
  (bytes) => bytes.toString("base64"),
);

/** base64 with the alphabet for URLs, padded. */
export const fromBase64Url = strictly(
  (text) => Buffer.from(text, "base64url"),
  (bytes) => bytes.toString("base64").replaceAll("+", "-").replaceAll("/", "_"),
);

export const fromUnpaddedBase64 = strictly((text) => Buffer.from(text, "base64"), unpadded);

/** Unpadded base64 with `.` in place of `+`, as passlib writes it. */
export const fromAb64 = strictly(
  (text) => Buffer.from(text.replaceAll(".", "+"), "base64"),
  (bytes) => unpadded(bytes).replaceAll("+", "."),
);

const ENCODINGS = {
  hex: fromHex,
  "upper-hex": fromUpperHex,
  base64: fromBase64,
  "unpadded-base64": fromUnpaddedBase64,
  ab64: fromAb64,
  text: (text: string | undefined) => (text === undefined ? undefined : Buffer.from(text, "utf8")),
};

/** Reads a text in an encoding that a parameter names. */
export const fromEncoding = (encoding: string, text: string | undefined): Buffer | undefined =>
  Object.hasOwn(ENCODINGS, encoding) ? ENCODINGS[encoding as keyof typeof ENCODINGS](text) : undefined;

/** A whole number without a sign or a leading zero. */
export const fromDecimal = (text: string | undefined): number | undefined =>
  text !== undefined && /^(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : undefined;
