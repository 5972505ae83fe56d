import { readText } from "../json";
import { type CognitoEvent, isCognitoEvent, userAttributesOf } from "./cognito-event";
import { FaultError, NEUTRAL, RejectionError } from "./errors";
import { createInvoker, createOnce, type Run, type Surroundings } from "./invocation";
import { type Fields, pseudonym } from "./log";
import { Settings } from "./settings";

export type TriggerHandler = (event: CognitoEvent, run: Run) => Promise<CognitoEvent>;

interface Options extends Surroundings {
  /**
   * What a fault (not a refusal) does. `refuse`: the person reads one neutral sentence. `pass`: the event goes back as it
   * came, for triggers whose failure would harm more than it protects.
   */
  readonly onFault?: "refuse" | "pass";
}

/** Cognito gives up after 5 s and may call again; answering before that keeps one action one invocation. */
const DEADLINE_MS = 4_000;

/** Makes the Lambda entry of a trigger. */
export function trigger(
  name: string,
  create: (settings: Settings) => TriggerHandler,
  { onFault = "refuse", environment = process.env, deadlineMs = DEADLINE_MS, ...surroundings }: Options = {},
): (event: unknown) => Promise<unknown> {
  const handle = createOnce(() => create(new Settings(environment)));
  const invoke = createInvoker("trigger", name, { ...surroundings, environment, deadlineMs });
  return (event) =>
    invoke<unknown>({
      about: isCognitoEvent(event)
        ? { source: event.triggerSource.slice(0, 64), ...who(event, environment.PSEUDONYM_KEY) }
        : {},
      async work(run) {
        if (!isCognitoEvent(event)) throw new FaultError("this is not a Cognito trigger event");
        return handle()(event, run);
      },
      refuse(refusal) {
        throw refusal;
      },
      fail() {
        if (onFault === "pass") return event;
        throw new RejectionError("fault", NEUTRAL);
      },
    });
}

/**
 * A person's `sub` is Cognito's word. A name is only what somebody typed, be it a password or another person's sub. Functions
 * for whose events Cognito always knows the sub have no key.
 */
function who(event: CognitoEvent, key: string | undefined): Fields {
  const { sub, email } = userAttributesOf(event);
  if (sub !== undefined && /^[0-9a-f-]{36}$/i.test(sub)) return { sub };
  const login = readText(email) ?? readText(event.userName);
  return login === undefined || key === undefined ? {} : { login: pseudonym(key, login) };
}
