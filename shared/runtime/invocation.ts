import type { Actor } from "../change";
import { FaultError } from "./errors";
import { describeError, type FunctionKind, type Log, type LogFields, metrics, stdoutLog } from "./log";
import type { Warning } from "./outcomes";
import { RejectionError } from "./refusals";

/** When a call is made, and how long it may take. */
export interface CallContext {
  readonly now: Date;
  /** Aborts at the deadline; handed to every call that waits. */
  readonly signal: AbortSignal;
}

/** The same for a call that changes something. */
export interface ChangeContext extends CallContext {
  readonly by: Actor;
}

/** One invocation, as its handler sees it: with the outcomes that the function has. */
export interface Run<Outcomes = unknown> extends CallContext {
  /** Milliseconds since the invocation began. */
  elapsed(): number;
  /** Names what was decided, in the one log line of this invocation. Nothing personal, nothing secret. */
  outcome<Name extends keyof Outcomes & string>(name: Name, ...fields: FieldsOf<Outcomes[Name]>): void;
  /** Something an operator should look at, in the same log line. */
  warn(warning: Warning): void;
}

/** An outcome without fields, or with optional ones only, can be named alone. */
type FieldsOf<Fields> = Record<never, never> extends Fields ? [fields?: Fields] : [fields: Fields];

export interface InvokerOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly log?: Log;
  readonly clock?: () => Date;
  readonly deadlineMs?: number;
}

interface Invocation<Outcomes, Answer> {
  /** Stands in the log line. */
  readonly about: LogFields;
  work(run: Run<Outcomes>): Promise<Answer>;
  /** What the caller gets instead of an answer; may throw. */
  refuse(refusal: RejectionError): Answer;
  fail(error: unknown): Answer;
}

/**
 * Makes what runs the invocations of one function: each has a deadline, and one log line that says what became of it. A
 * refusal and a fault are told apart; the cause of a fault is logged and goes no further.
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
 * Created once, at cold start; an error there is kept for every invocation, because one that is thrown while a module
 * loads reaches the caller.
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
