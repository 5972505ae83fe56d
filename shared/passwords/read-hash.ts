import type { Check, Format } from "./format";
import { FORMATS } from "./formats";
import { plaintext } from "./formats/plaintext";
import { type HashParameters, HashRecord, type StoredHash } from "./hash-record";
import { NORMAL_FORMS, PASSWORD_ENCODINGS } from "./password-encoding";
import { templateFormat } from "./templates/named-templates";

export interface ReadOptions {
  /** The parameters that all hashes of the old system share, such as a pepper. */
  readonly system?: HashParameters;
  /** The reversible schemes that are switched on. */
  readonly allow?: readonly string[];
}

export type ReadHash =
  | {
      readonly kind: "readable";
      readonly format: Format;
      readonly check: Check;
      readonly bytesOf: (text: string) => Buffer;
      /** The normal form of Unicode in which the old system has hashed passwords. */
      readonly form: string | undefined;
    }
  | { readonly kind: "unreadable"; readonly format?: Format | undefined }
  | { readonly kind: "switched-off"; readonly format: Format }
  | { readonly kind: "unknown-scheme" };

const LONGEST_HASH = 4_096;

/** Reads a hash before any hashing. A given scheme decides alone. Without one, nothing is guessed. */
export function readHash(stored: StoredHash, { system = {}, allow = [] }: ReadOptions): ReadHash {
  const { hash, scheme } = stored;
  if (typeof hash !== "string") return { kind: "unreadable" };
  const named = isGiven(scheme) ? formatNamed(scheme, hash) : undefined;
  if (isGiven(scheme) && named === undefined) return { kind: "unknown-scheme" };
  if (hash.length > LONGEST_HASH) return { kind: "unreadable", format: named };
  const record = new HashRecord(hash, stored, system);
  const { format, check } = named ? { format: named, check: named.read(record) } : recognise(record);
  if (format?.isReversible && !allow.includes(format.schemes[0])) return { kind: "switched-off", format };
  const bytesOf = PASSWORD_ENCODINGS.get(record.text("passwordEncoding") ?? "utf-8");
  const form = record.text("passwordForm");
  if (format === undefined || check === undefined || bytesOf === undefined || !isNormalForm(form))
    return { kind: "unreadable", format };
  return { kind: "readable", format, check, bytesOf, form };
}

export const isGiven = (scheme: unknown): boolean => scheme !== undefined && scheme !== null && scheme !== "";

/** The format with a name, or the one that a template describes. */
export function formatNamed(scheme: unknown, hash = ""): Format | undefined {
  if (typeof scheme !== "string") return undefined;
  const name = scheme.trim().toLowerCase();
  const format = FORMATS.find(({ schemes }) => schemes.includes(name)) ?? templateFormat(scheme);
  return format?.labelsPlaintext && plaintext.prefix?.test(hash) ? plaintext : format;
}

/** The first format that reads a hash which names its own format. */
function recognise(record: HashRecord): { readonly format?: Format; readonly check?: Check } {
  for (const format of FORMATS) {
    const check = format.prefix?.test(record.hash) ? format.read(record) : undefined;
    if (check !== undefined) return { format, check };
  }
  return {};
}

const isNormalForm = (form: string | undefined): boolean => form === undefined || NORMAL_FORMS.includes(form);
