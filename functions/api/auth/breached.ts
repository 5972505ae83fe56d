import { Problem } from "../../../shared/api/problem";
import type { IsBreached } from "../../../shared/breached-passwords";
import type { Run } from "../../../shared/runtime/invocation";

/**
 * Refuses a new password that is known to have been stolen, whoever brings it, and before Cognito is asked. The floor of what
 * follows begins after the look-up: a slow list must not use up the time that hides who exists.
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
