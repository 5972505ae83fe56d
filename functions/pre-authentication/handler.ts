import type { Attempts } from "../../shared/attempts/attempts-table";
import { isTooOften, type Throttle } from "../../shared/attempts/throttle";
import { readText } from "../../shared/json";
import { type CognitoEvent, userAttributesOf } from "../../shared/runtime/cognito-event";
import type { Run } from "../../shared/runtime/invocation";
import { refuse } from "../../shared/runtime/refusals";
import { requireOpenStage, type StageAccess } from "../../shared/runtime/stage-access";
import { COUNTING_MS } from "../../shared/runtime/time-budget";
import { withTimeLimit } from "../../shared/runtime/time-limit";
import type { TriggerHandler } from "../../shared/runtime/trigger";

interface Ports {
  readonly attempts: Attempts;
  readonly access: StageAccess;
  readonly throttle: Throttle | "off";
}

/**
 * Runs before the password is checked, for anybody who types a name. So it decides only by what is the same for every
 * caller.
 */
export const createHandler =
  ({ attempts, access, throttle }: Ports): TriggerHandler<"pre-authentication"> =>
  async (event, run) => {
    if (event.triggerSource !== "PreAuthentication_Authentication") run.warn("unknown trigger source");
    requireOpenStage(access, event);
    if (throttle !== "off" && (await isOneTooMany(attempts, throttle, event, run)))
      refuse("too-many-attempts", throttle.minutes);
    run.outcome("allowed");
    return event;
  };

/**
 * Cognito has a lockout of its own. So while the counter does not answer, attempts are let through, rather than
 * everybody locked out.
 */
async function isOneTooMany(
  attempts: Attempts,
  throttle: Throttle,
  event: CognitoEvent,
  run: Run,
): Promise<boolean> {
  try {
    const count = await withTimeLimit(COUNTING_MS, run.signal, (signal) =>
      attempts.count(loginOf(event), throttle, run.now, signal),
    );
    return isTooOften(throttle, count);
  } catch {
    run.warn("the attempt could not be counted");
    return false;
  }
}

/** The address if Cognito knows the person, otherwise what was typed: the same login either way. */
const loginOf = (event: CognitoEvent): string =>
  (readText(userAttributesOf(event).email) ?? readText(event.userName) ?? "").toLowerCase();
