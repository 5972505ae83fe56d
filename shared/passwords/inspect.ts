import { BARE_HASHES, EXAMPLE_PARAMETERS } from "./bare-hashes";
import { type CeilingName, type Ceilings, type Cost, exceeds, lowest } from "./ceilings";
import type { Format, Scheme } from "./format";
import { FORMATS } from "./formats";
import { HashRecord, type StoredHash } from "./hash-record";
import { formatNamed, isGiven, type ReadOptions, readHash } from "./read-hash";
import { namedTemplates } from "./templates/named-templates";
import { UNREAD_FORMATS } from "./unread-formats";

/** What is known about a hash before any hashing. `format` is the first name of its scheme. */
export type Inspection =
  | { readonly kind: "supported"; readonly format: string; readonly cost: Cost }
  | {
      readonly kind: "too-costly";
      readonly format: string;
      readonly cost: Cost;
      readonly exceeded: readonly CeilingName[];
    }
  /**
   * `malformed`: a parameter is missing, or the given scheme cannot read the hash. `damaged`: it only begins like one
   * of this format.
   */
  | { readonly kind: "malformed" | "damaged" | "switched-off"; readonly format: string }
  /** Only the old system knows the scheme. These schemes could read the hash. */
  | { readonly kind: "no-scheme"; readonly looks: string; readonly schemes: readonly string[] }
  | { readonly kind: "unsupported"; readonly looks: string }
  | { readonly kind: "unknown-scheme" };

export interface InspectOptions extends ReadOptions {
  readonly ceilings?: Partial<Ceilings>;
}

/** Every scheme with a name. */
export const SCHEMES: readonly Scheme[] = FORMATS;

/** Whether a text is the name of a scheme, or a template that can be read. */
export const isScheme = (scheme: string): boolean => formatNamed(scheme) !== undefined;

/** Says what a check of a hash would find, without any hashing. */
export function inspect(stored: StoredHash, { ceilings, ...options }: InspectOptions = {}): Inspection {
  const read = readHash(stored, options);
  switch (read.kind) {
    case "unknown-scheme":
      return { kind: read.kind };
    case "switched-off":
      return { kind: read.kind, format: nameOf(read.format) };
    case "unreadable":
      return read.format === undefined || !isGiven(stored.scheme)
        ? inspectUnread(stored.hash)
        : { kind: "malformed", format: nameOf(read.format) };
    case "readable": {
      const { cost } = read.check;
      const exceeded = exceededBy(cost, lowest(ceilings));
      const format = nameOf(read.format);
      return exceeded.length > 0
        ? { kind: "too-costly", format, cost, exceeded }
        : { kind: "supported", format, cost };
    }
  }
}

const nameOf = ({ schemes: [name] }: Format): string => name;

const exceededBy = (cost: Cost, ceilings: Ceilings): readonly CeilingName[] =>
  (Object.keys(cost) as CeilingName[]).filter((name) => exceeds({ [name]: cost[name] }, ceilings));

/** A hash without a scheme that does not name its format, or not well enough. */
function inspectUnread(hash: string): Inspection {
  const bare = BARE_HASHES.find(({ pattern }) => pattern.test(hash));
  if (bare) return { kind: "no-scheme", looks: bare.looks, schemes: schemesThatRead(bare.example) };
  const unread = UNREAD_FORMATS.find(({ pattern }) => pattern.test(hash));
  if (unread) return { kind: "unsupported", looks: unread.looks };
  const formats = FORMATS.filter(({ prefix }) => prefix?.test(hash));
  const lacking = formats.find((format) => reads(format, hash));
  if (lacking) return { kind: "malformed", format: nameOf(lacking) };
  const [format] = formats;
  return format ? { kind: "damaged", format: nameOf(format) } : { kind: "unsupported", looks: NOTHING_KNOWN };
}

const NOTHING_KNOWN = "of no shape that is known";

/** The schemes that read an example, in the order in which they are worth a try: digests come first. */
function schemesThatRead(example: string): readonly string[] {
  const formats = [...new Set([...namedTemplates, ...FORMATS])];
  const schemes = known.get(example) ?? formats.filter((format) => reads(format, example)).map(nameOf);
  known.set(example, schemes);
  return schemes;
}

const known = new Map<string, readonly string[]>();

/** Whether a format reads a hash when all parameters are present. The salt may also stand in the hash. */
const reads = (format: Format, hash: string): boolean =>
  [EXAMPLE_PARAMETERS, { ...EXAMPLE_PARAMETERS, salt: undefined }].some(
    (parameters) => format.read(new HashRecord(hash, parameters, {})) !== undefined,
  );
