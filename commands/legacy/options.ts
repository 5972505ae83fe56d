import { readFileSync } from "node:fs";
import { readLegacyPasswords } from "../../functions/user-migration/legacy-passwords";
import { isRecord, parseJson } from "../../shared/json";
import { isScheme } from "../../shared/passwords";
import type { Options } from "../cli/command";
import { CommandError, fileError, UsageError } from "../cli/errors";
import { objectOf, type StageParameters } from "../stage/parameters";
import type { PasswordRules } from "./hash-finding";
import { Columns } from "./rows/columns";

/** The options of commands that read old users. */
export const LEGACY_OPTIONS = {
  map: {
    value: "<field>=<column>,...",
    explanation: "which columns hold which fields, where their names differ",
  },
  delimiter: {
    value: "<character>",
    default: ",",
    explanation: "what separates the columns of CSV; the word tab for a tab",
  },
  scheme: { value: "<scheme>", explanation: "the scheme of hashes whose row does not name one" },
  parameters: {
    value: "<file>",
    explanation: "the passwords part of the old system's secret, in JSON, such as a signerKey",
  },
} as const satisfies Options;

/** How to read a file of old users. */
export interface LegacyOptions {
  readonly columns: Columns;
  readonly delimiter: string;
  /** Of hashes whose row does not name one. */
  readonly scheme: string | undefined;
  /** What all hashes need and nobody may know. */
  readonly secret: StageParameters;
}

export const legacyOptionsFrom = ({
  map,
  delimiter,
  scheme,
  parameters,
}: Readonly<Record<keyof typeof LEGACY_OPTIONS, string | undefined>> & {
  readonly delimiter: string;
}): LegacyOptions => ({
  columns: Columns.from(map),
  delimiter: delimiterFrom(delimiter),
  scheme: schemeFrom(scheme),
  secret: parameters === undefined ? {} : readJsonFile(parameters),
});

/** How the migration of the stage reads hashes. */
export const passwordRules = (stage: StageParameters, { scheme, secret }: LegacyOptions): PasswordRules => ({
  passwords: readLegacyPasswords({
    ...objectOf(stage, "legacyPasswords"),
    ...(scheme !== undefined && { scheme }),
  }),
  secret,
});

function delimiterFrom(word: string): string {
  if (word === "tab") return "\t";
  if (!/^[\x20-\x7e]$/.test(word) || word === '"')
    throw new UsageError("--delimiter takes one character, or the word tab");
  return word;
}

function schemeFrom(word: string | undefined): string | undefined {
  if (word !== undefined && !isScheme(word))
    throw new UsageError(
      "--scheme takes a scheme that the migration knows, or a template such as md5(salt+password)",
    );
  return word;
}

function readJsonFile(name: string): StageParameters {
  const value = parseJson(readText(name));
  if (!isRecord(value)) throw new CommandError(`${name} is not a JSON object.`);
  return value;
}

function readText(name: string): string {
  try {
    return readFileSync(name, "utf8");
  } catch (error) {
    throw fileError(name, "read", error);
  }
}
