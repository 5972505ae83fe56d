import type { Lambda } from "./lambda";
import type { Outcome } from "./outcome";

/** What Cognito makes of a trigger's invocation. */
export type TriggerOutcome = Outcome | { readonly kind: "timed-out" };

interface Patience {
  readonly limitMs?: number;
  readonly attempts?: number;
}

/**
 * Invokes a trigger as Cognito does: it waits five seconds, then gives up and tries again. The abandoned invocation keeps running
 * to its own end. Its changes stay, but its answer is lost.
 *
 * Only silence is tried again. A function that Lambda ends at the function's own timeout has answered, with the error
 * `Sandbox.Timedout`; as with every error of a function, the person gets it at once.
 */
export async function invokeForCognito(
  lambda: Pick<Lambda, "invoke">,
  name: string,
  event: unknown,
  { limitMs = 5_000, attempts = 3 }: Patience = {},
): Promise<TriggerOutcome> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const patience = new AbortController();
    const invoke = () => lambda.invoke(name, event, { attempt, signal: patience.signal });
    const outcome = await waitFor(invoke, limitMs);
    if (outcome !== undefined) return outcome;
    patience.abort();
  }
  return { kind: "timed-out" };
}

/** The time runs before the work begins. So a function whose own timeout is as long is still silent for Cognito. */
async function waitFor<Value>(work: () => Promise<Value>, limitMs: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, limitMs, undefined);
  });
  try {
    return await Promise.race([work(), limit]);
  } finally {
    clearTimeout(timer);
  }
}
