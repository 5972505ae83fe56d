import { judgeLegacyPassword, type LegacyPasswords } from "../../functions/user-migration/legacy-passwords";
import type { StoredPassword } from "../../shared/legacy-users/legacy-user";
import { formatOf } from "../../shared/passwords";
import { CEILINGS, type Ceilings, type Cost, exceeds } from "../../shared/passwords/ceilings";
import { Given } from "../../shared/passwords/given";
import { formatBegunIn } from "./beginnings";
import { type Shape, shapeOf, UNKNOWN } from "./shapes";

export type Ceiling = keyof Ceilings;

/** What the migration makes of a hash. */
export type Finding =
  | { readonly kind: "supported"; readonly format: string; readonly cost: Cost }
  | {
      readonly kind: "too-costly";
      readonly format: string;
      readonly cost: Cost;
      readonly exceeded: readonly Ceiling[];
    }
  | { readonly kind: "damaged" | "malformed" | "switched-off"; readonly format: string }
  | { readonly kind: "no-scheme" | "unsupported"; readonly shape: Shape }
  | { readonly kind: "unknown-scheme" | "no-hash" };

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
  if (format === undefined)
    return stored.scheme === undefined ? findingWithoutScheme(stored.hash) : { kind: "unknown-scheme" };
  const name = format.schemes[0] ?? String(stored.scheme);
  const verdict = await judgeLegacyPassword(
    "any",
    stored,
    { ...passwords, ceilings: NOTHING },
    secret,
    PATIENT,
  );
  if (verdict === "unreadable") return { kind: "malformed", format: name };
  if (verdict === "switched-off") return { kind: "switched-off", format: name };
  const given = new Given(stored.hash, stored, { ...passwords.parameters, ...secret });
  const cost = format.read(given)?.cost ?? {};
  const exceeded = exceededBy(cost, passwords.ceilings);
  return exceeded.length > 0
    ? { kind: "too-costly", format: name, cost, exceeded }
    : { kind: "supported", format: name, cost };
}

/** No command has a deadline. */
export const PATIENT = new AbortController().signal;

const NOTHING = Object.fromEntries(Object.keys(CEILINGS).map((name) => [name, 0])) as unknown as Ceilings;

function findingWithoutScheme(hash: string): Finding {
  const shape = shapeOf(hash);
  if (shape.schemes.length > 0) return { kind: "no-scheme", shape };
  const format = shape === UNKNOWN ? formatBegunIn(hash) : undefined;
  return format === undefined ? { kind: "unsupported", shape } : { kind: "damaged", format };
}

const exceededBy = (cost: Cost, ceilings: Ceilings): readonly Ceiling[] =>
  (Object.keys(cost) as Ceiling[]).filter((name) => exceeds({ [name]: cost[name] }, ceilings));
