import { type CognitoEvent, isCognitoEvent, readText, userAttributesOf } from "./cognito-event";
import { FaultError, RejectionError } from "./errors";
import { describeError, type Fields, type Log, metrics, pseudonym, stdoutLog } from "./log";
import { Settings } from "./settings";

/** One invocation, as its handler sees it. */
export interface Run {
  /** Aborts at the deadline; handed to every call that waits. */
  readonly signal: AbortSignal;
  readonly now: Date;
  /** Names what was decided, in the one log line of this invocation. Nothing personal, nothing secret. */
  outcome(name: string, fields?: Fields): void;
  /** Something an operator should look at, in the same log line. */
  warn(warning: string): void;
}

export type TriggerHandler = (event: CognitoEvent, run: Run) => Promise<CognitoEvent>;

interface Options {
  /**
   * What a fault (not a refusal) does. `refuse`: the person reads one neutral sentence. `pass`: the event goes back as it
   * came, for triggers whose failure would harm more than it protects.
   */
  onFault?: "refuse" | "pass";
  environment?: Readonly<Record<string, string | undefined>>;
  log?: Log;
  clock?: () => Date;
  /** Cognito gives up after 5 s and may call again; answering before that keeps one action one invocation. */
  deadlineMs?: number;
}

const NEUTRAL = "This is not possible at the moment. Please try again later";

/**
 * Makes the Lambda entry of a trigger. The handler is created once, at cold start; settings that are missing are logged
 * by name there and every invocation is then a fault, because an error thrown while a module loads reaches the browser.
 */
export function trigger(
  name: string,
  create: (settings: Settings) => TriggerHandler,
  {
    onFault = "refuse",
    environment = process.env,
    log = stdoutLog,
    clock = () => new Date(),
    deadlineMs = 4_000,
  }: Options = {},
): (event: unknown) => Promise<unknown> {
  const handle = attempt(() => create(new Settings(environment)));
  let cold = true;

  return async (event) => {
    const now = clock();
    const started = performance.now();
    const warnings: string[] = [];
    let outcome: Fields = { outcome: "done" };
    const deadline = new AbortController();
    const run: Run = {
      signal: deadline.signal,
      now,
      outcome: (kind, fields) => {
        outcome = { ...fields, outcome: kind };
      },
      warn: (warning) => {
        warnings.push(warning);
      },
    };
    try {
      if (!isCognitoEvent(event)) throw new FaultError("this is not a Cognito trigger event");
      return await beforeDeadline(handle()(event, run), deadline, deadlineMs);
    } catch (error) {
      if (error instanceof RejectionError) {
        outcome = { ...outcome, outcome: "refused", reason: error.code };
        throw error;
      }
      outcome = { ...outcome, outcome: "fault", error: describeError(error) };
      if (onFault === "pass") return event;
      throw new RejectionError("fault", NEUTRAL);
    } finally {
      log({
        level: outcome.outcome === "fault" ? "error" : warnings.length > 0 ? "warn" : "info",
        stage: environment.STAGE,
        trigger: name,
        ...(isCognitoEvent(event) && {
          source: event.triggerSource.slice(0, 64),
          ...who(event, environment.PSEUDONYM_KEY),
        }),
        ...outcome,
        ...(warnings.length > 0 && { warnings }),
        milliseconds: Math.round(performance.now() - started),
        cold,
        ...metrics(now.getTime()),
      });
      cold = false;
    }
  };
}

function attempt<Value>(make: () => Value): () => Value {
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

/** A person's `sub` is Cognito's word. A name is only what somebody typed, be it a password or another person's sub. */
function who(event: CognitoEvent, key: string | undefined): Fields {
  const { sub, email } = userAttributesOf(event);
  if (sub !== undefined && /^[0-9a-f-]{36}$/i.test(sub)) return { sub };
  const login = readText(email) ?? readText(event.userName);
  return login === undefined || key === undefined ? {} : { login: pseudonym(key, login) };
}
