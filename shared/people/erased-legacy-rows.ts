import type { LegacyRows } from "../legacy-users/legacy-rows-table";
import type { LegacyUser } from "../legacy-users/legacy-user";
import type { Profile } from "./person";

/** What an erasure did with a person's rows of the old system. */
export interface ErasedLegacyRows {
  readonly legacyLogins: readonly string[];
  /** The person's address has a legacy row that is not known to be theirs. */
  readonly foreignLegacyRow: boolean;
  /** The person came from the old system, but their row was not found there. */
  readonly legacyRowMissing: boolean;
}

/** The login of a row may be an address or the legacy id: a row without an id of its own has its login as its id. */
export async function eraseLegacyRows(
  rows: LegacyRows | undefined,
  { email, emailVerified, legacyId }: Profile,
  addresses: readonly string[],
  signal: AbortSignal,
): Promise<ErasedLegacyRows> {
  const isProven = (login: string) =>
    addresses.includes(login) && (login !== email || emailVerified === true);
  const logins = [...new Set([email, legacyId, ...addresses])].filter((login) => login !== undefined);
  const asked = rows === undefined ? [] : logins;
  const answers = await Promise.all(
    asked.map(async (login) => ({ login, user: await rows?.findByLogin(login, signal) })),
  );
  const found = answers.filter((row): row is { login: string; user: LegacyUser } => row.user !== undefined);
  const own = found.filter(({ login, user }) => user.id === legacyId || isProven(login));
  for (const { login } of own) await rows?.delete(login, signal);
  return {
    legacyLogins: own.map(({ login }) => login),
    foreignLegacyRow: found.some((row) => row.login === email && !own.includes(row)),
    legacyRowMissing: legacyId !== undefined && !own.some(({ user }) => user.id === legacyId),
  };
}
