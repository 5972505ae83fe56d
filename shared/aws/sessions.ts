import type { Run } from "../runtime/invocation";
import { isNamed } from "./named-errors";
import type { PoolUsers } from "./pool-users";

interface Signed {
  readonly sub: string;
  /** The user name of a federated person. The user name of the others is their sub. */
  readonly federatedAs?: string;
}

/**
 * Ends the sessions of a person who has lost rights. A failure is only logged, because other checks already keep them
 * out: no new token is issued, and the API reads the tables at each request.
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
