/** How an invocation ends for its caller. */
export type Outcome =
  | { readonly kind: "answered"; readonly payload: unknown }
  | { readonly kind: "failed"; readonly errorType: string; readonly errorMessage: string }
  /** All the concurrency that is reserved for the function is in use. */
  | { readonly kind: "throttled" };

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
