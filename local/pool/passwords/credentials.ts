import { randomInt } from "node:crypto";
import type { Pool } from "../pool";
import type { User } from "../users/user";
import { NO_FAILURES } from "./lockout";
import { checkPolicy, type PasswordPolicy } from "./policy";
import { type StoredPassword, storePassword } from "./stored-password";

const DEFAULT_DAYS = 7;
/** Without characters that are read wrongly, or that a template would escape. */
const LETTERS = {
  lower: "abcdefghijkmnpqrstuvwxyz",
  upper: "ABCDEFGHJKLMNPQRSTUVWXYZ",
  digits: "23456789",
  symbols: "!#$%*+-.=?@^_",
};

/** A password that an administrator chose, or one made up within the policy. */
export function temporaryPassword(given: string | undefined, policy: PasswordPolicy): string {
  const password = given ?? generate(policy);
  checkPolicy(password, policy);
  return password;
}

/** What changes of a person who gets a temporary password. Zero days stand for the default, as in the policy of AWS. */
export async function withTemporaryPassword(
  pool: Pool,
  username: string,
  password: string,
): Promise<Pick<User, "status" | "password" | "passwordExpiresAt">> {
  const stored = await storePassword(password, pool.settings.id, username);
  const days = pool.settings.passwordPolicy.temporaryPasswordValidityDays || DEFAULT_DAYS;
  return {
    status: "FORCE_CHANGE_PASSWORD",
    password: stored,
    passwordExpiresAt: new Date(pool.now().getTime() + days * 86_400_000).toISOString(),
  };
}

/** What changes of a person who chooses a password. */
export const ownPassword = (password: StoredPassword) => ({
  status: "CONFIRMED" as const,
  password,
  passwordExpiresAt: undefined,
  failures: NO_FAILURES,
});

/** One character of every kind, so that any policy is met, the rest at random, and then no order among them. */
function generate({ minimumLength, requireSymbols }: PasswordPolicy): string {
  const kinds = [LETTERS.lower, LETTERS.upper, LETTERS.digits, ...(requireSymbols ? [LETTERS.symbols] : [])];
  const pick = (from: string): string => from.charAt(randomInt(from.length));
  const characters = kinds.map(pick);
  while (characters.length < Math.max(minimumLength, 12)) characters.push(pick(kinds.join("")));
  for (let last = characters.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [characters[last], characters[other]] = [characters[other] ?? "", characters[last] ?? ""];
  }
  return characters.join("");
}
