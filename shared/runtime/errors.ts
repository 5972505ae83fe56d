/** A fault of configuration or data whose message holds nothing personal and may be logged. */
export class FaultError extends Error {
  override readonly name = "FaultError";
}

/** A fault that whoever deploys can mend, so its message stands in the events of the stack as well. */
export class DeploymentFault extends FaultError {}

/** For the log: the message of an error may hold something personal, its name does not. */
export const errorName = (error: unknown): string => (error instanceof Error ? error.name : "unknown");
