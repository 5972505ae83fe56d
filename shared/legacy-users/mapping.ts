import { isRecord } from "../json";
import { FaultError } from "../runtime/errors";
import { InvalidValueError } from "../runtime/readers";

/**
 * Where the table of the old system keeps its values: made from `table` and `columns` of the parameter legacySource.
 */
export interface Mapping {
  /** The parts of its qualified name. */
  readonly table: readonly string[];
  /** What is selected, each column once. */
  readonly columns: readonly string[];
  readonly loginColumn: string;
  /** The column holds only lower-case logins, or compares without case, so its index can be used. */
  readonly loginsAreLowerCase: boolean;
  /** Throws a fault if a text column is used as a flag without `is`, which says what its texts mean. */
  checkTypes(areTexts: readonly boolean[]): void;
  /** A selected row, in the order of `columns`, as a user of the LegacyUsers table. */
  itemOf(row: readonly unknown[]): Record<string, unknown>;
}

/** A column that is true or false, or whose value `is` means true. */
interface Flag {
  readonly column: string;
  readonly is?: string;
}

const TEXTS = ["id", "hash", "salt", "scheme", "tenantId", "role"] as const;
const FLAGS = ["disabled", "enabled", "emailVerified"] as const;
const MAPS = ["attributes", "parameters"] as const;
const COLUMNS = ["login", ...TEXTS, ...FLAGS, ...MAPS] as const;

/** Names that fit are still quoted. */
const NAME = /^[\p{L}_][\p{L}\p{N}_$ -]{0,62}$/u;
const isName = (value: unknown): value is string => typeof value === "string" && NAME.test(value);

/** The names in a map: attributes of the pool, and parameters of a hash that have no column of their own. */
const ENTRY_NAMES = {
  attributes: /^(custom:)?[\w-]{1,32}$/,
  parameters: /^(?!(hash|salt|scheme)$)[A-Za-z]\w{0,39}$/,
};

export function readMapping(source: Readonly<Record<string, unknown>>): Mapping {
  const columns = readColumns(source.columns);
  const bytes = readWord("bytes", source.bytes, ["hex", "text"]);
  const texts = new Map(TEXTS.flatMap((key) => entryOf(columns, key, readName)));
  const flags = new Map(FLAGS.flatMap((key) => entryOf(columns, key, readFlag)));
  const [attributes, parameters] = MAPS.map((key) => readMap(key, columns[key]));
  if (flags.has("disabled") && flags.has("enabled"))
    throw new InvalidValueError("columns has both disabled and enabled; one of them says it all");
  const loginColumn = readName("columns.login", columns.login);
  readName("columns.hash", columns.hash);
  const selected = [
    ...new Set([
      loginColumn,
      ...texts.values(),
      ...[...flags.values()].map(({ column }) => column),
      ...Object.values({ ...attributes }),
      ...Object.values({ ...parameters }),
    ]),
  ];
  return {
    table: readTable(source.table),
    columns: selected,
    loginColumn,
    loginsAreLowerCase: readWord("logins", source.logins, ["any-case", "lower-case"]) === "lower-case",
    checkTypes(areTexts) {
      for (const [key, { column, is }] of flags)
        if (is === undefined && areTexts[selected.indexOf(column)])
          throw new FaultError(
            `LEGACY_SOURCE: columns.${key}: the column ${column} holds no truth values, numbers or dates; say which of its values means it, such as { column: ${column}, is: active }`,
          );
    },
    itemOf(row) {
      const value = (column: string) => row[selected.indexOf(column)] ?? undefined;
      const text = (column: string) => textOf(value(column), bytes);
      const says = ({ column, is }: Flag, plainly: (value: unknown) => boolean) =>
        is === undefined ? plainly(value(column)) : text(column) === is;
      const [disabled, enabled, verified] = FLAGS.map((key) => flags.get(key));
      return defined({
        ...Object.fromEntries(
          [...texts].map(([key, column]) => [key === "id" ? "legacyId" : key, text(column)]),
        ),
        disabled: disabled
          ? says(disabled, (given) => !isNo(given))
          : enabled && !says(enabled, (given) => isYes(given) || isDate(given)),
        emailVerified: verified && says(verified, (given) => isYes(given) || isDate(given)),
        attributes: defined(mapValues(attributes, text)),
        parameters: defined(
          mapValues(parameters, (column) => {
            const given = value(column);
            return typeof given === "number" ? given : text(column);
          }),
        ),
      });
    },
  };
}

function readColumns(columns: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(columns))
    throw new InvalidValueError("columns must be an object such as {login: email, hash: password}");
  for (const key of Object.keys(columns))
    if (!(COLUMNS as readonly string[]).includes(key))
      throw new InvalidValueError(`columns has the unknown key ${key}; allowed: ${COLUMNS.join(", ")}`);
  return columns;
}

const entryOf = <Key extends string, Value>(
  columns: Readonly<Record<string, unknown>>,
  key: Key,
  read: (place: string, value: unknown) => Value,
): [Key, Value][] => (columns[key] === undefined ? [] : [[key, read(`columns.${key}`, columns[key])]]);

function readName(place: string, value: unknown): string {
  if (!isName(value)) throw new InvalidValueError(`${place} must be the name of a column`);
  return value;
}

function readFlag(place: string, value: unknown): Flag {
  if (isName(value)) return { column: value };
  if (!isRecord(value) || Object.keys(value).sort().join() !== "column,is" || typeof value.is !== "string")
    throw new InvalidValueError(
      `${place} must be the name of a column, or such as {column: status, is: active}`,
    );
  return { column: readName(`${place}.column`, value.column), is: value.is };
}

function readMap(key: (typeof MAPS)[number], value: unknown = {}): Readonly<Record<string, string>> {
  if (!isRecord(value))
    throw new InvalidValueError(`columns.${key} must be an object of names and their columns`);
  for (const [name, column] of Object.entries(value)) {
    if (!ENTRY_NAMES[key].test(name))
      throw new InvalidValueError(`columns.${key} cannot have the name ${name}`);
    readName(`columns.${key}.${name}`, column);
  }
  return value as Record<string, string>;
}

function readTable(table: unknown): readonly string[] {
  const parts = typeof table === "string" ? table.split(".") : [];
  if (parts.length < 1 || parts.length > 2 || !parts.every(isName))
    throw new InvalidValueError("table must be the name of a table or view, such as users or public.users");
  return parts;
}

/** The first word is the default. */
export function readWord<const Word extends string>(
  place: string,
  value: unknown,
  words: readonly [Word, ...Word[]],
): Word {
  if (value === undefined) return words[0];
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw new InvalidValueError(`${place} must be ${words.join(" or ")}`);
  return word;
}

function textOf(value: unknown, bytes: "hex" | "text"): string | undefined {
  if (Buffer.isBuffer(value)) return value.toString(bytes === "hex" ? "hex" : "utf8");
  return value === undefined ? undefined : String(value);
}

/** Dates that stand for no date, in MySQL, .NET and Unix. */
const NO_DATE = /^(0000-00-00|0001-01-01|1970-01-01)(?!\d)/;

/** Databases without a boolean type write 0, a bit, or a date that stands for none. */
const isNo = (value: unknown): boolean =>
  value === undefined ||
  value === false ||
  value === 0 ||
  (typeof value === "string" && (/^0+(\.0+)?$/.test(value) || NO_DATE.test(value))) ||
  (Buffer.isBuffer(value) && value.every((byte) => byte === 0));

const isYes = (value: unknown): boolean =>
  value === true ||
  value === 1 ||
  (typeof value === "string" && /^0*1(\.0+)?$/.test(value)) ||
  (Buffer.isBuffer(value) && value.at(-1) === 1 && isNo(value.subarray(0, -1)));

/** A flag can be the date on which it became true. */
export const isDate = (value: unknown): boolean =>
  typeof value === "string" && /^\d{4}-\d{2}-\d{2}/.test(value) && !isNo(value);

const mapValues = <Value>(map: Readonly<Record<string, string>> = {}, change: (column: string) => Value) =>
  Object.fromEntries(Object.entries(map).map(([name, column]) => [name, change(column)]));

const defined = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
