import { randomUUID } from "node:crypto";
import type { SharedEnvironment } from "./environment";
import type { LambdaFunction } from "./function";
import { type ImpatientCaller, type Invocation, recordInvocation } from "./invocation";
import { LARGEST_EVENT, type Outcome } from "./outcome";
import { Sandboxes } from "./sandboxes";

const KEPT_INVOCATIONS = 500;

export interface Lambda {
  /** Hands over a JSON copy of the payload. Only a function that does not exist, or a stopped Lambda, rejects. */
  invoke(name: string, payload: unknown, caller?: ImpatientCaller): Promise<Outcome>;
  /** Puts a rebuilt bundle in place: the next invocation loads it; those that run finish on the old code. */
  replace(fn: LambdaFunction): void;
  /** The latest invocations, in the order in which they ended. */
  readonly invocations: readonly Invocation[];
  /** Calls the listener whenever an invocation has ended, until the returned function is called. */
  onInvocation(listener: (invocation: Invocation) => void): () => void;
  /** Ends all invocations and threads. */
  stop(): Promise<void>;
}

export interface LambdaOptions extends Partial<SharedEnvironment> {
  readonly region: string;
  /** For the times in the records; functions have the clock of this computer. */
  readonly now?: () => Date;
  /** How long a warm function waits for its next invocation. */
  readonly idleMs?: number;
}

/** Runs the bundles of the stack like AWS Lambda does. */
export function startLambda(
  functions: readonly LambdaFunction[],
  {
    region,
    environment = {},
    replacements = {},
    near,
    now = () => new Date(),
    idleMs = 5 * 60_000,
  }: LambdaOptions,
): Lambda {
  const running = new Map<string, Sandboxes>();
  const invocations: Invocation[] = [];
  const listeners = new Set<(invocation: Invocation) => void>();
  let stopped = false;

  const replace = (fn: LambdaFunction) => {
    const sandboxes = running.get(fn.name);
    if (sandboxes !== undefined) sandboxes.replace(fn);
    else running.set(fn.name, new Sandboxes(fn, { region, environment, replacements, near }, idleMs));
  };
  for (const fn of functions) replace(fn);

  const keep = (invocation: Invocation) => {
    invocations.push(invocation);
    if (invocations.length > KEPT_INVOCATIONS) invocations.shift();
    for (const listener of listeners) listener(invocation);
  };

  return {
    invocations,
    replace,
    async invoke(name, payload, caller) {
      const sandboxes = running.get(name);
      if (sandboxes === undefined) throw new Error(`there is no function ${name}`);
      if (stopped) throw new Error(`${name} is invoked after Lambda was stopped`);
      const id = randomUUID();
      const event = JSON.stringify(payload) ?? "null";
      // Refused before it is an invocation.
      if (Buffer.byteLength(event) > LARGEST_EVENT) return { kind: "too-large" };
      const startedAt = now();
      const begun = performance.now();
      const run = await sandboxes.run(id, event);
      const { outcome, cold, log, thrown } =
        run === "throttled"
          ? ({ outcome: { kind: "throttled" }, cold: false, log: [], thrown: [] } as const)
          : run;
      keep(
        recordInvocation({
          id,
          functionName: name,
          startedAt,
          milliseconds: Math.round(performance.now() - begun),
          cold,
          caller,
          event: JSON.parse(event),
          outcome,
          log,
          thrown,
        }),
      );
      return outcome;
    },
    onInvocation(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    async stop() {
      stopped = true;
      await Promise.all([...running.values()].map((sandboxes) => sandboxes.stop()));
    },
  };
}
