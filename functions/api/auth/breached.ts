import { Problem } from "../../../shared/api/problem";
import type { IsBreached } from "../../../shared/breached-passwords";
import type { Run } from "../../../shared/runtime/invocation";

/**
 * Refuses a new password that is known to be stolen, before Cognito is asked. The caller adds the time of the look-up
 * to its floor: otherwise a slow list would use up the time that hides who exists.
 */
export async function requireUnbreached(
  isBreached: IsBreached,
  password: string | undefined,
  run: Run,
): Promise<{ readonly lookUpMs: number }> {
  const begun = run.elapsed();
  if (password !== undefined && (await isBreached(password, run)))
    throw new Problem("weak-password", "This password is in a list of stolen passwords. Choose another one");
  return { lookUpMs: run.elapsed() - begun };
}
