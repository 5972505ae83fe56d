import { type Stack, UnsupportedError } from "../stack/stack";
import type { Gatekeeper, SessionGate } from "./access";
import { type AccessRefusal, storageGatekeeper, tablesGatekeeper } from "./gatekeeper";
import { mistakesIn } from "./policies/judge";
import { createSessions, type RoleSessions } from "./role-sessions";

/** Decides who may do what in the buckets and tables of the stack. */
export interface AccessControl {
  readonly sessions: RoleSessions;
  /** Asked before anything is done in a bucket. */
  readonly storage: Gatekeeper;
  /** Undefined for a stack without an identity pool: nobody has a session there. */
  readonly tables: SessionGate | undefined;
}

interface Options {
  /** Sessions are sealed with a key that is derived from it, so that they stay valid after a restart. */
  readonly seed: string;
  readonly now: () => Date;
  readonly onRefusal: (refusal: AccessRefusal) => void;
}

export async function openAccessControl(
  stack: Stack,
  { seed, now, onRefusal }: Options,
): Promise<AccessControl> {
  const { region, accountId, identityPool } = stack;
  await checkPolicies(stack);
  const sessions = createSessions(seed, identityPool?.id ?? "none");
  const options = { stack, sessions, now, onRefusal };
  return {
    sessions,
    storage: storageGatekeeper(options),
    tables: identityPool && { region, accountId, letPass: tablesGatekeeper(options) },
  };
}

/** Checks at the start that every policy can be evaluated. Otherwise it would show only when somebody is refused. */
async function checkPolicies({ roles, bucketPolicies }: Stack): Promise<void> {
  const things: string[] = [];
  for (const { name, policies } of roles)
    for (const mistake of await mistakesIn(policies)) things.push(`the policies of ${name}: ${mistake}`);
  for (const [bucket, policy] of bucketPolicies)
    for (const mistake of await mistakesIn([], policy)) things.push(`the policy of ${bucket}: ${mistake}`);
  if (things.length > 0) throw new UnsupportedError(things);
}
