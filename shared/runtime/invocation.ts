import { setMaxListeners } from "node:events";
import type { Actor } from "../change";
import { FaultError } from "./errors";
import { describeError, type FunctionKind, type Log, type LogFields, metrics, stdoutLog } from "./log";
import type { Warning } from "./outcomes";
import { RejectionError } from "./refusals";

/** The time of a call, and how long it may take. */
export interface CallContext {
  readonly now: Date;
  /** Aborts at the deadline. It is passed to every call that waits. */
  readonly signal: AbortSignal;
}

/** The context of a call that changes something. */
export interface ChangeContext extends CallContext {
  readonly by: Actor;
}

/** One invocation, as its handler sees it. The outcomes depend on the function. */
export interface Run<Outcomes = unknown> extends CallContext {
  /** Milliseconds since the invocation began. */
  elapsed(): number;
  /** Sets the outcome in the one log line of this invocation. Nothing personal, nothing secret. */
  outcome<Name extends keyof Outcomes & string>(name: Name, ...fields: FieldsOf<Outcomes[Name]>): void;
  /** Adds a warning for operators to the same log line. */
  warn(warning: Warning): void;
}

/** An outcome without required fields can be named alone. */
type FieldsOf<Fields> = Record<never, never> extends Fields ? [fields?: Fields] : [fields: Fields];

export interface InvokerOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly log?: Log;
  readonly clock?: () => Date;
  readonly deadlineMs?: number;
}

interface Invocation<Outcomes, Answer> {
  /** Fields of the log line. */
  readonly about: LogFields;
  work(run: Run<Outcomes>): Promise<Answer>;
  /** What the caller gets instead of an answer. May throw. */
  refuse(refusal: RejectionError): Answer;
  fail(error: unknown): Answer;
}

/**
 * Makes the runner of one function's invocations. Each has a deadline and one log line with its outcome. Refusals and
 * faults are told apart. The cause of a fault is logged and goes no further.
 */
export function createInvoker<Outcomes>(
  kind: FunctionKind,
  name: string,
  {
    environment = {},
    log = stdoutLog,
    clock = () => new Date(),
    deadlineMs,
  }: InvokerOptions & { deadlineMs: number },
) {
  let cold = true;
  return async <Answer>({ about, work, refuse, fail }: Invocation<Outcomes, Answer>): Promise<Answer> => {
    const now = clock();
    const started = performance.now();
    const warnings: string[] = [];
    let outcome: LogFields = { outcome: "done" };
    const deadline = new AbortController();
    // A request listens only while it is under way. Node 20 takes more than ten listeners at once for a leak.
    setMaxListeners(0, deadline.signal);
    const run: Run<Outcomes> = {
      signal: deadline.signal,
      now,
      elapsed: () => performance.now() - started,
      outcome: (name, ...[fields]: readonly unknown[]) => {
        outcome = { ...(fields as LogFields | undefined), outcome: name };
      },
      warn: (warning) => {
        warnings.push(warning);
      },
    };
    try {
      return await beforeDeadline(work(run), deadline, deadlineMs);
    } catch (error) {
      if (error instanceof RejectionError) {
        outcome = { ...outcome, outcome: "refused", reason: error.code };
        return refuse(error);
      }
      outcome = { ...outcome, outcome: "fault", error: describeError(error) };
      return fail(error);
    } finally {
      log({
        level: outcome.outcome === "fault" ? "error" : warnings.length > 0 ? "warn" : "info",
        stage: environment.STAGE,
        [kind]: name,
        ...about,
        ...outcome,
        ...(warnings.length > 0 && { warnings }),
        milliseconds: Math.round(performance.now() - started),
        cold,
        ...metrics(kind, now.getTime()),
      });
      cold = false;
    }
  };
}

/**
 * Makes a value once, at cold start. An error is kept and thrown at each invocation: an error that is thrown while a
 * module loads would reach the caller.
 */
export function createOnce<Value>(make: () => Value): () => Value {
  try {
    const value = make();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

async function beforeDeadline<Value>(
  work: Promise<Value>,
  deadline: AbortController,
  milliseconds: number,
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new FaultError(`no answer within ${milliseconds} ms`);
      deadline.abort(error);
      reject(error);
    }, milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
