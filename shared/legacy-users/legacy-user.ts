import { isRecord, readStringMap, readText, type StringMap } from "../json";
import { FaultError } from "../runtime/errors";

/** A user of the old system, wherever it kept them. */
export interface LegacyUser {
  /** What identifies them for good, even if their login changes. */
  readonly id: string;
  readonly disabled: boolean;
  readonly emailVerified: boolean;
  readonly password: LegacyPassword;
  readonly attributes: StringMap;
  readonly tenantId: string | undefined;
  readonly role: string | undefined;
}

/**
 * What a typed password is compared with. An old system that checks passwords itself only says whether it is right.
 */
export type LegacyPassword =
  | { readonly kind: "stored"; readonly stored: StoredPassword }
  | { readonly kind: "judged"; readonly isRight: boolean };

/**
 * A password hash as the old system stored it, with its further parameters. Hashes that describe themselves need no
 * scheme.
 */
export interface StoredPassword {
  readonly hash: string;
  readonly scheme?: string;
  readonly salt?: string;
  readonly [parameter: string]: unknown;
}

/** The login belongs to more than one user. */
export class AmbiguousLoginError extends FaultError {
  declare readonly message: `the table ${string} holds one login more than once`;

  constructor(table: string) {
    super(`the table ${table} holds one login more than once`);
  }
}

/** The old user base. It is only ever read. */
export interface LegacyUsers {
  /** @param password what was typed, for an old system that checks passwords itself; the others never see it */
  findByLogin(login: string, signal: AbortSignal, password?: string): Promise<LegacyUser | undefined>;
}

/**
 * Reads a user in the form of the LegacyUsers table, which every other source produces as well. Anything but plain
 * `false` or absence in `disabled` disables the user. The padding of fixed-width columns is removed. Salts and
 * further parameters keep their blanks, which may belong to them. So does the id, because people have been migrated
 * by it.
 */
export function readLegacyUser(login: string, item: Readonly<Record<string, unknown>>): LegacyUser {
  const scheme = readUnpadded(item.scheme);
  const salt = readText(item.salt);
  return {
    id: typeof item.legacyId === "number" ? String(item.legacyId) : (readText(item.legacyId) ?? login),
    disabled: (item.disabled !== undefined && item.disabled !== false) || isMalformed(item),
    emailVerified: item.emailVerified === true,
    password: {
      kind: "stored",
      stored: {
        ...(isRecord(item.parameters) && item.parameters),
        hash: readUnpadded(item.hash) ?? "",
        ...(scheme !== undefined && { scheme }),
        ...(salt !== undefined && { salt }),
      },
    },
    attributes: Object.fromEntries(
      Object.entries(readStringMap(item.attributes)).map(([name, value]) => [name, value.trimEnd()]),
    ),
    tenantId: readUnpadded(item.tenantId),
    role: readUnpadded(item.role),
  };
}

/**
 * Whether a value that must be text is something else. If it counted as absent, another id would let the user move
 * over again, and the role would become the tenant's default.
 */
const isMalformed = ({ legacyId, tenantId, role }: Readonly<Record<string, unknown>>): boolean =>
  [typeof legacyId === "number" ? undefined : legacyId, tenantId, role].some(
    (value) => value !== undefined && value !== null && typeof value !== "string",
  );

const readUnpadded = (value: unknown): string | undefined => readText(readText(value)?.trimEnd());
