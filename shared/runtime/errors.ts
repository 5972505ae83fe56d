/** A fault of configuration or data whose message holds nothing personal and may be logged. */
export class FaultError extends Error {
  override readonly name = "FaultError";
}

/** A fault that the person who deploys can correct. Its message is shown in the events of the stack as well. */
export class DeploymentFault extends FaultError {}

/** The name of an error, for the log. Its message may hold something personal, its name does not. */
export const errorName = (error: unknown): string => (error instanceof Error ? error.name : "unknown");
