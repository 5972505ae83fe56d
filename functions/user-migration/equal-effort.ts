import { FaultError } from "../../shared/errors";
import type { LegacyUser } from "../../shared/legacy-users/legacy-user";
import { type PasswordLimits, type Verdict, verifyPassword } from "./passwords";

/**
 * Verifies with the same effort whether or not there is anything to verify: for nobody, and for a hash that cannot be
 * read or costs too much, one of the usual cost is worked through instead. Otherwise the time would tell who exists.
 */
export function equalEffort(usualBcryptCost: number, limits: PasswordLimits) {
  if (usualBcryptCost > limits.bcryptCost)
    throw new FaultError("LEGACY_BCRYPT_COST is above LEGACY_BCRYPT_MAX_COST");
  const cost = String(usualBcryptCost).padStart(2, "0");
  const decoy = { hash: `$2b$${cost}$${"u".repeat(22)}${"K".repeat(31)}` };
  return async (candidate: string, user: LegacyUser | undefined): Promise<Verdict> => {
    const verdict = user && (await verifyPassword(candidate, user.password, limits));
    if (verdict === "match" || verdict === "mismatch") return verdict;
    await verifyPassword(candidate, decoy, limits);
    return verdict ?? "mismatch";
  };
}
