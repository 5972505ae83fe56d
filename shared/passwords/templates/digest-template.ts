import { BYTES_OF_A_ROUND } from "../ceilings";
import type { DeriveOptions, Format } from "../format";
import type { HashRecord } from "../hash-record";
import { DIGEST_LENGTHS, digest, hmac } from "../parts/digest";
import { fromBase64, fromHex } from "../parts/encodings";
import { inSlices } from "../parts/time-slices";
import {
  type DigestTemplate,
  type ParameterEncoding,
  parseDigestTemplate,
  partsOf,
  type TemplateWriting,
} from "./digest-template-parser";

const PARTS_OF_A_ROUND = 2;

/** How many times longer MD4 takes, because it runs in JavaScript. */
const SLOWER_IN_JAVASCRIPT = 8;

/** Makes a format from a template. A salt that does not stand beside the hash may follow a colon in it. */
export function digestFormat(source: string): Format {
  const template = parseDigestTemplate(source);
  const isBase64 = template.kind === "written";
  const length = lengthOf(isBase64 ? template.of : template);
  return {
    schemes: [source],
    needs: parameterNamesIn(template),
    ceilings: ["rounds"],
    read: (stored) => {
      const record = withSalt(stored, template);
      const parameters = parametersOf(template, record);
      const expected = isBase64
        ? fromBase64(record.hash, length)
        : fromHex(record.hash.toLowerCase(), length);
      if (parameters === undefined || expected === undefined) return undefined;
      const digested = isBase64 ? template.of : template;
      return {
        cost: { rounds: roundsOf(digested, parameters) },
        digest: expected,
        derive: async (candidate, { bytesOf, signal }) => {
          const known = { ...parameters, password: bytesOf(candidate) };
          return (await inSlices(workOut(digested, known), signal)).bytes;
        },
      };
    },
  };
}

/**
 * The text that a template makes from the password, for another format to hash; undefined if a parameter is missing
 * or empty.
 */
export function digestText(template: DigestTemplate, record: HashRecord) {
  const parameters = parametersOf(template, record);
  if (parameters === undefined || [...parameters.values.values()].some(({ length }) => length === 0))
    return undefined;
  return {
    rounds: roundsOf(template, parameters),
    async textOf(candidate: string, { bytesOf, signal }: DeriveOptions): Promise<string> {
      const known = { ...parameters, password: bytesOf(candidate) };
      return spelled(await inSlices(workOut(template, known), signal)).toString();
    },
  };
}

/** The names of the parameters that a template asks for, in order. */
export const parameterNamesIn = (template: DigestTemplate): readonly string[] => [
  ...new Set(
    everyPartOf(template).flatMap((part) => {
      if (part.kind === "parameter") return [part.name];
      return part.kind === "repeated" && typeof part.count === "string" ? [part.count] : [];
    }),
  ),
];

interface TemplateValues {
  readonly values: ReadonlyMap<string, Buffer>;
  readonly counts: ReadonlyMap<string, number>;
}

interface Known extends TemplateValues {
  readonly password: Buffer;
  previous?: Value;
}

interface Value {
  readonly bytes: Buffer;
  readonly isDigest: boolean;
}

function withSalt(record: HashRecord, template: DigestTemplate): HashRecord {
  const usesSalt = everyPartOf(template).some((part) => part.kind === "parameter" && part.name === "salt");
  const colon = record.hash.indexOf(":");
  if (!usesSalt || colon < 0 || record.text("salt") !== undefined) return record;
  return record.withHash(record.hash.slice(0, colon), { salt: record.hash.slice(colon + 1) });
}

/** Undefined if a parameter is missing or not written in its encoding. */
function parametersOf(template: DigestTemplate, record: HashRecord): TemplateValues | undefined {
  const values = new Map<string, Buffer>();
  const counts = new Map<string, number>();
  for (const part of everyPartOf(template)) {
    if (part.kind === "parameter") {
      const value = decoded(record.text(part.name), part.encoding);
      if (value === undefined) return undefined;
      values.set(keyOf(part), value);
    }
    if (part.kind === "repeated" && typeof part.count === "string") {
      const count = record.integer(part.count);
      if (count === undefined || count === 0) return undefined;
      counts.set(part.count, count);
    }
  }
  return { values, counts };
}

function decoded(text: string | undefined, encoding: ParameterEncoding): Buffer | undefined {
  if (text === undefined) return undefined;
  if (encoding === "hex") return fromHex(text.toLowerCase());
  return encoding === "base64" ? fromBase64(text) : Buffer.from(text);
}

const keyOf = ({ name, encoding }: { name: string; encoding: ParameterEncoding }): string =>
  `${encoding} ${name}`;

const everyPartOf = (template: DigestTemplate): readonly DigestTemplate[] => [
  template,
  ...partsOf(template).flatMap(everyPartOf),
];

function lengthOf(template: DigestTemplate): number {
  if (template.kind === "repeated") return lengthOf(template.body);
  return template.kind === "digest" || template.kind === "hmac" ? DIGEST_LENGTHS[template.name] : 0;
}

const countOf = (count: number | string, { counts }: TemplateValues): number =>
  typeof count === "number" ? count : (counts.get(count) ?? 0);

/** The number of digests to compute. Joining many parts may give a long text, so it counts too. */
function roundsOf(template: DigestTemplate, parameters: TemplateValues): number {
  if (template.kind === "repeated") {
    const { count, body, first } = template;
    return countOf(count, parameters) * roundsOf(body, parameters) + roundsOf(first, parameters);
  }
  const rounds = partsOf(template).map((part) => roundsOf(part, parameters));
  const all = rounds.reduce((sum, each) => sum + each, ownRounds(template, parameters));
  return "name" in template && template.name === "md4" ? all * SLOWER_IN_JAVASCRIPT : all;
}

function ownRounds(template: DigestTemplate, { values }: TemplateValues): number {
  switch (template.kind) {
    case "digest":
      return 1;
    case "hmac":
      return 2;
    case "joined":
      return Math.floor(template.parts.length / PARTS_OF_A_ROUND);
    case "parameter":
      return Math.floor((values.get(keyOf(template))?.length ?? 0) / BYTES_OF_A_ROUND);
    default:
      return 0;
  }
}

function* workOut(template: DigestTemplate, known: Known): Generator<void, Value> {
  switch (template.kind) {
    case "text":
      return { bytes: Buffer.from(template.text), isDigest: false };
    case "password":
      return { bytes: known.password, isDigest: false };
    case "previous":
      return known.previous ?? { bytes: Buffer.alloc(0), isDigest: false };
    case "parameter":
      return { bytes: known.values.get(keyOf(template)) ?? Buffer.alloc(0), isDigest: false };
    case "joined": {
      const parts: Buffer[] = [];
      for (const part of template.parts) parts.push(spelled(yield* workOut(part, known)));
      return { bytes: Buffer.concat(parts), isDigest: false };
    }
    case "digest":
      return { bytes: digest(template.name, spelled(yield* workOut(template.of, known))), isDigest: true };
    case "hmac": {
      const key = spelled(yield* workOut(template.key, known));
      return { bytes: hmac(template.name, key, spelled(yield* workOut(template.of, known))), isDigest: true };
    }
    case "written":
      return { bytes: written(template.as, yield* workOut(template.of, known)), isDigest: false };
    case "repeated": {
      const count = countOf(template.count, known);
      const inside = { ...known, previous: yield* workOut(template.first, known) };
      for (let round = 0; round < count; round++) {
        inside.previous = yield* workOut(template.body, inside);
        yield;
      }
      return inside.previous;
    }
  }
}

/** A digest is inserted into the text around it in hexadecimal. */
const spelled = ({ bytes, isDigest }: Value): Buffer =>
  isDigest ? Buffer.from(bytes.toString("hex")) : bytes;

function written(as: TemplateWriting, value: Value): Buffer {
  const text = spelled(value).toString();
  switch (as) {
    case "raw":
      return value.bytes;
    case "base64":
      return Buffer.from(value.bytes.toString("base64"));
    case "lower":
      return Buffer.from(text.toLowerCase());
    case "upper":
      return Buffer.from(text.toUpperCase());
    case "utf16le":
      return Buffer.from(text, "utf16le");
  }
}
