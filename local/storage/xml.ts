import { malformedXml, S3Error } from "./s3-error";

/** An element with text, or with elements below it. */
export interface Element {
  readonly name: string;
  readonly text: string;
  readonly children: readonly Element[];
}

/** Characters that cannot stand in XML as themselves are written by their numbers, as S3 does. */
const escaped = (text: string): string =>
  text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/["\p{Cc}\ufffe\uffff]/gu, (character) => `&#x${character.charCodeAt(0).toString(16)};`);

/** The content of an element. Undefined elements are left out, and each entry of a list gets an element of its own. */
export type Content = string | number | boolean | undefined | Contents | readonly Contents[];
export interface Contents {
  readonly [name: string]: Content;
}

const NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

/** A document of S3. Errors have no namespace. */
export const xmlDocument = (root: string, contents: Contents | string, namespace = NAMESPACE): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${namespace && ` xmlns="${namespace}"`}>${
    typeof contents === "string" ? escaped(contents) : elements(contents)
  }</${root}>`;

const elements = (contents: Contents): string =>
  Object.entries(contents)
    .map(([name, content]) => element(name, content))
    .join("");

function element(name: string, content: Content): string {
  if (content === undefined) return "";
  if (Array.isArray(content)) return content.map((each) => element(name, each)).join("");
  return `<${name}>${typeof content === "object" ? elements(content as Contents) : escaped(String(content))}</${name}>`;
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const TAG = /<(\/?)([A-Za-z][A-Za-z0-9]*)((?:\s+[A-Za-z:]+\s*=\s*(?:"[^"<&]*"|'[^'<&]*'))*)\s*(\/?)>/y;

/** Reads what SDKs send: elements and text. Whatever else XML may hold has no meaning for S3 and is refused. */
export function readXml(body: Buffer): Element {
  if (body.length > MOST_BYTES) throw new S3Error("MaxMessageLengthExceeded", "Your request was too large.");
  const source = decode(body)
    .replace(/^\ufeff?(<\?xml[^?<>]*\?>)?\s*/, "")
    .trimEnd();
  const open: { name: string; text: string; children: Element[] }[] = [{ name: "", text: "", children: [] }];
  for (let at = 0, elements = 0; at < source.length; ) {
    const innermost = open.at(-1);
    if (innermost === undefined) throw malformedXml();
    if (source[at] !== "<") {
      const end = source.indexOf("<", at);
      if (end < 0 || open.length === 1) throw malformedXml();
      innermost.text += unescaped(source.slice(at, end));
      at = end;
      continue;
    }
    TAG.lastIndex = at;
    const [tag, closes, name = "", , isEmpty] = TAG.exec(source) ?? [];
    if (tag === undefined) throw malformedXml();
    at += tag.length;
    if (closes) {
      if (innermost.name !== name || open.length === 1) throw malformedXml();
      open.pop();
    } else {
      elements += 1;
      if (open.length > MOST_LEVELS || elements > MOST_ELEMENTS) throw malformedXml();
      const child = { name, text: "", children: [] };
      innermost.children.push(child);
      if (!isEmpty) open.push(child);
    }
  }
  const [root, ...others] = open[0]?.children ?? [];
  if (open.length > 1 || root === undefined || others.length > 0) throw malformedXml();
  return root;
}

/** A request is parsed before its signature is checked, so anybody can send one, even a web page in the browser. */
const MOST_BYTES = 8 * 1_024 * 1_024;
const MOST_LEVELS = 8;
/** Ten thousand parts, each with a checksum. */
const MOST_ELEMENTS = 50_000;

function decode(body: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw malformedXml();
  }
}

const unescaped = (text: string): string =>
  text.replace(/\r\n?/g, "\n").replace(/&([^;&]*);|&/g, (_, reference: string | undefined) => {
    const [, hexadecimal, decimal] = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(reference ?? "") ?? [];
    const number = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    const character =
      number <= 0x10ffff && !(number >= 0xd800 && number <= 0xdfff)
        ? String.fromCodePoint(number)
        : NAMED[reference ?? ""];
    if (character === undefined) throw malformedXml();
    return character;
  });

/** The text of the only child of this name; undefined where there is none. */
export function textIn({ children }: Element, name: string): string | undefined {
  const [found, ...others] = children.filter((child) => child.name === name);
  if (others.length > 0 || (found !== undefined && found.children.length > 0)) throw malformedXml();
  return found?.text;
}
