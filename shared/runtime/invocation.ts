import { FaultError, RejectionError } from "./errors";
import { describeError, type Fields, type Log, metrics, stdoutLog } from "./log";

/** One invocation, as its handler sees it. */
export interface Run {
  /** Aborts at the deadline; handed to every call that waits. */
  readonly signal: AbortSignal;
  readonly now: Date;
  /** Milliseconds since the invocation began. */
  elapsed(): number;
  /** Names what was decided, in the one log line of this invocation. Nothing personal, nothing secret. */
  outcome(name: string, fields?: Fields): void;
  /** Something an operator should look at, in the same log line. */
  warn(warning: string): void;
}

export interface Surroundings {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly log?: Log;
  readonly clock?: () => Date;
  readonly deadlineMs?: number;
}

interface Invocation<Answer> {
  /** Stands in the log line. */
  readonly about: Fields;
  work(run: Run): Promise<Answer>;
  /** What the caller gets instead of an answer; may throw. */
  refuse(refusal: RejectionError): Answer;
  fail(): Answer;
}

/**
 * Makes what runs the invocations of one function: each has a deadline, and one log line that says what became of it. A
 * refusal and a fault are told apart; the cause of a fault is logged and goes no further.
 */
export function createInvoker(
  kind: "trigger" | "api",
  name: string,
  {
    environment = {},
    log = stdoutLog,
    clock = () => new Date(),
    deadlineMs,
  }: Surroundings & { deadlineMs: number },
) {
  let cold = true;
  return async <Answer>({ about, work, refuse, fail }: Invocation<Answer>): Promise<Answer> => {
    const now = clock();
    const started = performance.now();
    const warnings: string[] = [];
    let outcome: Fields = { outcome: "done" };
    const deadline = new AbortController();
    const run: Run = {
      signal: deadline.signal,
      now,
      elapsed: () => performance.now() - started,
      outcome: (decided, fields) => {
        outcome = { ...fields, outcome: decided };
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
      return fail();
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
