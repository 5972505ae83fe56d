import { judgeLegacyPassword, type LegacyPasswords } from "../../functions/user-migration/legacy-passwords";
import { formatOf } from "../../functions/user-migration/passwords";
import { CEILINGS, type Cost, exceeds } from "../../functions/user-migration/passwords/ceilings";
import { Given } from "../../functions/user-migration/passwords/given";
import type { StoredPassword } from "../../shared/legacy-users/legacy-user";

/** What the migration makes of a hash. */
export type Finding =
  | { readonly kind: "supported" | "too-costly"; readonly format: string; readonly cost: Cost }
  | { readonly kind: "malformed" | "switched-off"; readonly format: string }
  | { readonly kind: "unknown-scheme" | "no-scheme" | "no-hash" };

/** How the migration of a stage reads hashes. */
export interface PasswordRules {
  readonly passwords: LegacyPasswords;
  /** What all hashes have in common and nobody may know. */
  readonly secret: Readonly<Record<string, unknown>>;
}

/** The verdict is the migration's own. Where nothing may cost anything, it is given before any work. */
export async function findingOf(
  hash: StoredPassword,
  { passwords, secret }: PasswordRules,
): Promise<Finding> {
  const stored = { scheme: passwords.scheme, ...hash };
  if (stored.hash === "") return { kind: "no-hash" };
  const format = formatOf(stored.hash, stored.scheme);
  if (format === undefined) return { kind: stored.scheme === undefined ? "no-scheme" : "unknown-scheme" };
  const name = format.schemes[0] ?? String(stored.scheme);
  const verdict = await judgeLegacyPassword("any", stored, { ...passwords, ceilings: NOTHING }, secret);
  if (verdict === "unreadable") return { kind: "malformed", format: name };
  if (verdict === "switched-off") return { kind: "switched-off", format: name };
  const given = new Given(stored.hash, stored, { ...passwords.parameters, ...secret });
  const cost = format.read(given)?.cost ?? {};
  const isCostly = exceeds(cost, { ...CEILINGS, ...passwords.ceilings });
  return { kind: isCostly ? "too-costly" : "supported", format: name, cost };
}

const NOTHING = Object.fromEntries(Object.keys(CEILINGS).map((name) => [name, 0]));
