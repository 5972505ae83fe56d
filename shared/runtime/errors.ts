/** A fault of configuration or data whose message holds nothing personal and may be logged. */
export class FaultError extends Error {
  override readonly name = "FaultError";
}

/** Cognito may have carried out an operation that works only once, or may not have: its answers do not tell. */
export class UncertainError extends FaultError {
  /** Not a `cause`: the SDK looks there, too, for a reason to send the request again. */
  constructor(readonly reason: unknown) {
    super(`Cognito may have done this, or may not: ${errorName(reason)}`);
  }

  withAdvice(advice: string): AdvisedFault {
    return new AdvisedFault(this.message, advice, { cause: this.reason });
  }
}

/** A fault after which the caller needs to know more than that something is not possible at the moment. */
export class AdvisedFault extends FaultError {
  constructor(
    message: string,
    /** In words for the person. */
    readonly advice: string,
    options: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A fault that the person who deploys can correct. Its message is shown in the events of the stack as well. */
export class DeploymentFault extends FaultError {}

/** The name of an error, for the log. Its message may hold something personal, its name does not. */
export const errorName = (error: unknown): string => (error instanceof Error ? error.name : "unknown");
