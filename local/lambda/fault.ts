import type { LogLine } from "./log-lines";
import type { Outcome } from "./outcome";

/** An error as the runtime saw it. */
export interface Thrown {
  readonly errorType: string;
  readonly errorMessage: string;
  /** The frames, as `at <function> (<file>:<line>:<column>)`. */
  readonly stack: readonly string[];
}

/**
 * The error that made a function fail, unless it was a refusal. It may say more than the function's log, which leaves out messages
 * that could quote the input.
 */
export function faultOf(
  log: readonly LogLine[],
  outcome: Outcome,
  thrown: readonly Thrown[],
): Thrown | undefined {
  for (const line of log) {
    const error = typeof line !== "string" && line.level === "error" ? line.error : undefined;
    if (!isLoggedError(error)) continue;
    const { name, message = "", stack = [] } = error;
    return (
      thrown.find(
        (known) => stack.length > 0 && stack.every((frame, index) => frame === known.stack[index]),
      ) ?? {
        errorType: name,
        errorMessage: message,
        stack,
      }
    );
  }
  if (outcome.kind !== "failed" || outcome.errorType === "RejectionError") return undefined;
  const { errorType, errorMessage } = outcome;
  return (
    thrown.find((known) => known.errorType === errorType && known.errorMessage === errorMessage) ?? {
      errorType,
      errorMessage,
      stack: [],
    }
  );
}

interface LoggedError {
  readonly name: string;
  readonly message?: string;
  readonly stack?: readonly string[];
}

const isLoggedError = (value: unknown): value is LoggedError =>
  typeof value === "object" && value !== null && "name" in value && typeof value.name === "string";
