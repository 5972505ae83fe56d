import type { Run } from "../runtime/invocation";
import { isNamed } from "./named-errors";
import type { PoolUsers } from "./pool-users";

interface Signed {
  readonly sub: string;
  /** The name of a federated user; that of the others is their sub. */
  readonly federatedAs?: string;
}

/**
 * Ends the sessions of somebody who may do less now. It is not what keeps them out: no token is issued to them any
 * more, and the API asks the tables at every request. So a failure is for the log.
 */
export const sessionsEnder =
  (users: Pick<PoolUsers, "signOut">) =>
  (run: Pick<Run, "warn">) =>
  async ({ sub, federatedAs }: Signed, signal: AbortSignal): Promise<void> => {
    try {
      await users.signOut(federatedAs ?? sub, signal);
    } catch (error) {
      if (isNamed(error, "UserNotFoundException")) return;
      run.warn("sessions could not be ended");
    }
  };
