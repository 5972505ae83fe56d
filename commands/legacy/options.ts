import { readFileSync } from "node:fs";
import { readLegacyPasswords } from "../../functions/user-migration/legacy-passwords";
import { isRecord, parseJson } from "../../shared/json";
import { isScheme } from "../../shared/passwords";
import type { Options } from "../cli/command";
import { CommandError, fileError, ValueError } from "../cli/errors";
import type { FieldNames } from "../rows/columns";
import { FILE_OPTIONS, type FileFormat, fileFormatFrom } from "../rows/file-options";
import { objectOf, type StageParameters } from "../stage/parameters";
import type { PasswordRules } from "./hash-finding";

/** The fields of an old user. */
const FIELDS: FieldNames = {
  single: [
    "login",
    "hash",
    "scheme",
    "salt",
    "legacyId",
    "emailVerified",
    "disabled",
    "enabled",
    "tenantId",
    "role",
  ],
  groups: ["attributes", "parameters"],
};

/** The options of commands that read old users. */
export const LEGACY_OPTIONS = {
  ...FILE_OPTIONS,
  scheme: { value: "<scheme>", explanation: "the scheme of hashes whose row does not name one" },
  parameters: {
    value: "<file>",
    explanation: "the passwords part of the old system's secret, in JSON, such as a signerKey",
  },
} as const satisfies Options;

/** How to read a file of old users. */
export interface LegacyOptions extends FileFormat {
  /** Of hashes whose row does not name one. */
  readonly scheme: string | undefined;
  /** Secret parameters that all hashes share. */
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
  ...fileFormatFrom({ map, delimiter }, FIELDS),
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

function schemeFrom(word: string | undefined): string | undefined {
  if (word !== undefined && !isScheme(word))
    throw new ValueError(
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
