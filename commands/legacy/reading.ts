import { readFileSync } from "node:fs";
import { readLegacyPasswords } from "../../functions/user-migration/legacy-passwords";
import { isRecord } from "../../shared/json";
import { isScheme } from "../../shared/passwords";
import type { Options } from "../cli/command";
import { CommandError, UsageError } from "../cli/errors";
import { objectOf, type Parameters } from "../stage/stage-parameters";
import { Columns } from "./columns";
import { fileTrouble } from "./file-error";
import type { PasswordRules } from "./hash-finding";

/** What commands take that read old users. */
export const READING_OPTIONS = {
  map: {
    value: "<field>=<column>,...",
    explanation: "which columns hold the fields, if not those of their names",
  },
  delimiter: {
    value: "<character>",
    default: ",",
    explanation: "what is between the columns of CSV, or tab",
  },
  scheme: { value: "<scheme>", explanation: "the scheme of hashes whose row names none" },
  parameters: {
    value: "<file>",
    explanation: "the passwords part of the old system's secret, in JSON, such as a signerKey",
  },
} as const satisfies Options;

/** How a file of old users is read. */
export interface Reading {
  readonly columns: Columns;
  readonly delimiter: string;
  /** Of hashes whose row names none. */
  readonly scheme: string | undefined;
  /** What all hashes have in common and nobody may know. */
  readonly secret: Parameters;
}

interface Given {
  readonly map: string | undefined;
  readonly delimiter: string;
  readonly scheme: string | undefined;
  readonly parameters: string | undefined;
}

export const readingFrom = ({ map, delimiter, scheme, parameters }: Given): Reading => ({
  columns: Columns.from(map),
  delimiter: delimiterFrom(delimiter),
  scheme: schemeFrom(scheme),
  secret: parameters === undefined ? {} : readJsonFile(parameters),
});

/** As the migration of the stage reads hashes. */
export const passwordRules = (stage: Parameters, { scheme, secret }: Reading): PasswordRules => ({
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

function readJsonFile(name: string): Parameters {
  const value = parsed(readText(name));
  if (!isRecord(value)) throw new CommandError(`${name} is not an object in JSON.`);
  return value;
}

function readText(name: string): string {
  try {
    return readFileSync(name, "utf8");
  } catch (error) {
    throw fileTrouble(name, "read", error);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
