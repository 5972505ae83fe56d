import { type DigestName, isDigestName } from "../parts/digest";

/** The parts of a digest. A digest within another one is inserted in lower-case hexadecimal. */
export type DigestTemplate =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "password" }
  /** Inside `repeat`: the result of the previous round. */
  | { readonly kind: "previous" }
  | { readonly kind: "parameter"; readonly name: string; readonly encoding: ParameterEncoding }
  | { readonly kind: "joined"; readonly parts: readonly DigestTemplate[] }
  | { readonly kind: "digest"; readonly name: DigestName; readonly of: DigestTemplate }
  | {
      readonly kind: "hmac";
      readonly name: DigestName;
      readonly key: DigestTemplate;
      readonly of: DigestTemplate;
    }
  | { readonly kind: "written"; readonly as: TemplateWriting; readonly of: DigestTemplate }
  | {
      readonly kind: "repeated";
      readonly count: number | string;
      readonly body: DigestTemplate;
      readonly first: DigestTemplate;
    };

export type ParameterEncoding = "text" | "hex" | "base64";

const WRITINGS = ["raw", "base64", "lower", "upper", "utf16le"] as const;
export type TemplateWriting = (typeof WRITINGS)[number];

/** A mistake in a template, in words for its author. */
export class DigestTemplateError extends Error {
  override name = "DigestTemplateError";
}

const LONGEST = 512;
const DEEPEST = 12;
const NOTHING: DigestTemplate = { kind: "text", text: "" };

const TOKEN =
  /\s*(?:(?<name>[a-z_]\w*)|(?<number>\d{1,9}(?!\w))|"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<sign>[(),+=]))\s*/iy;

type Token = Partial<Record<"name" | "number" | "text" | "sign", string>>;

/**
 * Reads a template such as `md5(md5(password)+salt)` or `base64(sha512(password+"{"+salt+"}"))`.
 *
 * - `md4`, `md5`, `sha1`, `sha224`, `sha256`, `sha384`, `sha512` and `hmac_md5(key=..., ...)` to `hmac_sha512` digest
 * - `password` is what was typed, every other name a parameter; `unhex(salt)` and `unbase64(salt)` decode one
 * - `raw`, `upper` and `base64` write a digest otherwise than in lower-case hexadecimal
 * - `lower`, `upper` and `utf16le` change a text
 * - `repeat(n, md5(...))` takes the digest of the digest; with `previous` in it, `repeat(n, md5(previous+...), first)`
 *   is worked out n times, and `previous` is `first`, or nothing, in the first round. n can be a parameter.
 *
 * The outermost one is a digest, which is compared with hexadecimal in either case, or a base64(...) of a digest.
 */
export function parseDigestTemplate(source: string): DigestTemplate {
  const template = parseWhole(source);
  const outermost = template.kind === "written" && template.as === "base64" ? template.of : template;
  if (!isDigest(outermost)) {
    throw new DigestTemplateError("The outermost function must be a digest, or base64(...) of a digest.");
  }
  return checked(template);
}

/** Reads a template of a text, such as `lower(username)+password`, that another format then hashes as a password. */
export function parseTextTemplate(source: string): DigestTemplate {
  const template = parseWhole(source);
  if (isBytes(template)) throw new DigestTemplateError("What is hashed as a password is a text, not bytes.");
  return checked(template);
}

function parseWhole(source: string): DigestTemplate {
  const tokens = new Tokens(source);
  const template = parseJoined(tokens, DEEPEST);
  if (tokens.next() !== undefined) throw tokens.mistake("expected + or the end");
  return template;
}

function checked(template: DigestTemplate): DigestTemplate {
  if (!mentions(template, "password")) throw new DigestTemplateError("The template does not use password.");
  if (mentions(template, "previous"))
    throw new DigestTemplateError("previous is known inside of repeat(...) only.");
  return template;
}

/** The direct parts of a template. */
export function partsOf(template: DigestTemplate): readonly DigestTemplate[] {
  switch (template.kind) {
    case "joined":
      return template.parts;
    case "digest":
    case "written":
      return [template.of];
    case "hmac":
      return [template.key, template.of];
    case "repeated":
      return [template.body, template.first];
    default:
      return [];
  }
}

const mentions = (template: DigestTemplate, kind: "password" | "previous"): boolean => {
  if (template.kind === kind) return true;
  const parts = template.kind === "repeated" && kind === "previous" ? [template.first] : partsOf(template);
  return parts.some((part) => mentions(part, kind));
};

/** Whether the text begins with the password, or with something that depends on all of it. */
export function beginsWithPassword(template: DigestTemplate): boolean {
  if (template.kind === "written") return beginsWithPassword(template.of);
  const [first] = template.kind === "joined" ? template.parts : [];
  return first === undefined ? mentions(template, "password") : beginsWithPassword(first);
}

const isDigest = ({ kind }: DigestTemplate): boolean =>
  kind === "digest" || kind === "hmac" || kind === "repeated";

function parseJoined(tokens: Tokens, depth: number): DigestTemplate {
  if (depth === 0) throw new DigestTemplateError(`The template is nested deeper than ${DEEPEST}.`);
  const parts = [parsePart(tokens, depth)];
  while (tokens.takes("+")) parts.push(parsePart(tokens, depth));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: "joined", parts };
}

function parsePart(tokens: Tokens, depth: number): DigestTemplate {
  const { name, text } = tokens.next() ?? {};
  if (text !== undefined) return { kind: "text", text };
  if (name === undefined) throw tokens.mistake("expected a name, a function or a text in quotes");
  if (!tokens.takes("(")) {
    return name === "password" || name === "previous"
      ? { kind: name }
      : { kind: "parameter", name, encoding: "text" };
  }
  const call = parseCall(name.toLowerCase(), tokens, depth - 1);
  tokens.expect(")");
  return call;
}

function parseCall(name: string, tokens: Tokens, depth: number): DigestTemplate {
  if (isDigestName(name)) return { kind: "digest", name, of: parseJoined(tokens, depth) };
  if (name === "repeat") return parseRepeat(tokens, depth);
  if (name === "unhex") return { kind: "parameter", name: parseParameter(tokens), encoding: "hex" };
  if (name === "unbase64") return { kind: "parameter", name: parseParameter(tokens), encoding: "base64" };
  const hmac = name.startsWith("hmac_") ? name.slice("hmac_".length) : "";
  if (isDigestName(hmac)) return parseHmac(hmac, tokens, depth);
  const as = WRITINGS.find((writing) => writing === name);
  if (as === undefined) throw tokens.mistake(`there is no function ${name}`);
  const of = parseJoined(tokens, depth);
  const needsText = as !== "raw" && as !== "base64";
  if (needsText && isBytes(of)) throw tokens.mistake(`${name} takes a text, not bytes`);
  return { kind: "written", as, of };
}

function parseHmac(name: DigestName, tokens: Tokens, depth: number): DigestTemplate {
  if (tokens.next()?.name !== "key") throw tokens.mistake("expected key=");
  tokens.expect("=");
  const key = parseJoined(tokens, depth);
  tokens.expect(",");
  return { kind: "hmac", name, key, of: parseJoined(tokens, depth) };
}

function parseRepeat(tokens: Tokens, depth: number): DigestTemplate {
  const { number, name } = tokens.next() ?? {};
  if (name === undefined && !(Number(number) > 0)) throw tokens.mistake("expected how often to repeat");
  const count = name ?? Number(number);
  tokens.expect(",");
  const body = parseJoined(tokens, depth);
  if (!isDigest(body)) throw tokens.mistake("only a digest can be repeated");
  if (mentions(body, "previous")) {
    const first = tokens.takes(",") ? parseJoined(tokens, depth) : NOTHING;
    return { kind: "repeated", count, body, first };
  }
  if (body.kind !== "digest") throw tokens.mistake("an HMAC or repeat that is repeated must use previous");
  return { kind: "repeated", count, body: { ...body, of: { kind: "previous" } }, first: body.of };
}

function parseParameter(tokens: Tokens): string {
  const { name } = tokens.next() ?? {};
  if (name === undefined || name === "password" || name === "previous") {
    throw tokens.mistake("expected the name of a parameter");
  }
  return name;
}

/** Whether the result may be bytes that are no text. A digest is text, in hexadecimal. */
function isBytes(template: DigestTemplate): boolean {
  if (template.kind === "parameter") return template.encoding !== "text";
  if (template.kind === "joined") return template.parts.some(isBytes);
  return template.kind === "written" && (template.as === "raw" || template.as === "utf16le");
}

class Tokens {
  private position = 0;

  constructor(private readonly source: string) {
    if (source.length > LONGEST)
      throw new DigestTemplateError(`A template has at most ${LONGEST} characters.`);
  }

  next(): Token | undefined {
    if (this.position === this.source.length) return undefined;
    TOKEN.lastIndex = this.position;
    const { name, number, double, single, sign } = TOKEN.exec(this.source)?.groups ?? {};
    const token = { name, number, text: double ?? single, sign };
    if (Object.values(token).every((part) => part === undefined)) throw this.mistake("this cannot be read");
    this.position = TOKEN.lastIndex;
    return token;
  }

  takes(sign: string): boolean {
    const { position } = this;
    if (this.next()?.sign === sign) return true;
    this.position = position;
    return false;
  }

  expect(sign: string): void {
    if (!this.takes(sign)) throw this.mistake(`expected ${sign}`);
  }

  mistake(what: string): DigestTemplateError {
    return new DigestTemplateError(`Before character ${this.position + 1} of the template: ${what}.`);
  }
}
