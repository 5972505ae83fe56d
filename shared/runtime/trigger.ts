import { readText } from "../json";
import { type CognitoEvent, isCognitoEvent, userAttributesOf } from "./cognito-event";
import { FaultError } from "./errors";
import { type ChangeContext, createInvoker, createOnce, type InvokerOptions, type Run } from "./invocation";
import { type LogFields, pseudonym } from "./log";
import type { TriggerOutcomes } from "./outcomes";
import { refuse } from "./refusals";
import { Settings } from "./settings";
import { TRIGGER_DEADLINE_MS } from "./time-budget";

export type TriggerHandler<Name extends keyof TriggerOutcomes> = (
  event: CognitoEvent,
  run: TriggerRun<Name>,
) => Promise<CognitoEvent>;

/** A trigger makes its changes in its own name. */
export type TriggerRun<Name extends keyof TriggerOutcomes> = Run<TriggerOutcomes[Name]> & ChangeContext;

interface TriggerOptions extends InvokerOptions {
  /**
   * What a fault (not a refusal) does. `refuse`: the person reads one neutral sentence. `pass`: the event goes back
   * unchanged, for triggers whose failure would do more harm than good.
   */
  readonly onFault?: "refuse" | "pass";
}

/** Makes the Lambda entry of a trigger. */
export function trigger<Name extends keyof TriggerOutcomes>(
  name: Name,
  create: (settings: Settings) => TriggerHandler<Name>,
  {
    onFault = "refuse",
    environment = process.env,
    deadlineMs = TRIGGER_DEADLINE_MS,
    ...options
  }: TriggerOptions = {},
): (event: unknown) => Promise<unknown> {
  const handle = createOnce(() => create(new Settings(environment)));
  const invoke = createInvoker<TriggerOutcomes[Name]>("trigger", name, {
    ...options,
    environment,
    deadlineMs,
  });
  return (event) =>
    invoke<unknown>({
      about: isCognitoEvent(event)
        ? { source: event.triggerSource.slice(0, 64), ...who(event, environment.PSEUDONYM_KEY) }
        : {},
      async work(run) {
        if (!isCognitoEvent(event)) throw new FaultError("this is not a Cognito trigger event");
        return handle()(event, { ...run, by: { kind: "trigger", id: name } });
      },
      refuse(refusal) {
        throw refusal;
      },
      fail() {
        if (onFault === "pass") return event;
        return refuse("fault");
      },
    });
}

/**
 * Who an event is about, for the log. Cognito vouches for a `sub`. A user name is only what somebody typed, which may
 * be a password or another person's sub, so it becomes a pseudonym. Functions whose events always have a sub have no
 * key.
 */
function who(event: CognitoEvent, key: string | undefined): LogFields {
  const { sub, email } = userAttributesOf(event);
  if (sub !== undefined && /^[0-9a-f-]{36}$/i.test(sub)) return { sub };
  const login = readText(email) ?? readText(event.userName);
  return login === undefined || key === undefined ? {} : { login: pseudonym(key, login) };
}
