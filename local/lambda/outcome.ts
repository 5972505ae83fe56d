/** How an invocation ends for its caller. */
export type Outcome =
  | { readonly kind: "answered"; readonly payload: unknown }
  | { readonly kind: "failed"; readonly errorType: string; readonly errorMessage: string }
  /** The reserved concurrency of the function is used up. */
  | { readonly kind: "throttled" }
  /** The event is larger than Lambda takes. */
  | { readonly kind: "too-large" };

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const LARGEST_EVENT = 6 * 1_024 * 1_024;
const LARGEST_ANSWER = LARGEST_EVENT + 100;

/** @param answer JSON, as the runtime has sent it */
export const answered = (answer: string): Outcome =>
  Buffer.byteLength(answer) > LARGEST_ANSWER
    ? {
        kind: "failed",
        errorType: "Function.ResponseSizeTooLarge",
        errorMessage: `Response payload size exceeded maximum allowed payload size (${LARGEST_ANSWER} bytes).`,
      }
    : { kind: "answered", payload: JSON.parse(answer) };

export const taskTimedOut = (id: string, seconds: number): Outcome => ({
  kind: "failed",
  errorType: "Sandbox.Timedout",
  errorMessage: `RequestId: ${id} Error: Task timed out after ${seconds.toFixed(2)} seconds`,
});

/** The runtime ended before it gave an answer. */
export const runtimeExited = (
  id: string,
  cause: { readonly code: number } | { readonly signal: string },
): Outcome => ({
  kind: "failed",
  errorType: "Runtime.ExitError",
  errorMessage: `RequestId: ${id} Error: Runtime exited ${describeExit(cause)}`,
});

function describeExit(cause: { readonly code: number } | { readonly signal: string }): string {
  if ("signal" in cause) return `with error: signal: ${cause.signal}`;
  return cause.code === 0 ? "without providing a reason" : `with error: exit status ${cause.code}`;
}
