import type { Attempts } from "../../shared/attempts/attempts-table";
import { isTooOften, type Throttle, TOO_MANY_ATTEMPTS } from "../../shared/attempts/throttle";
import { readText } from "../../shared/json";
import { type CognitoEvent, userAttributesOf } from "../../shared/runtime/cognito-event";
import { RejectionError } from "../../shared/runtime/errors";
import type { Run } from "../../shared/runtime/invocation";
import { refusalOfStage, type StageAccess } from "../../shared/runtime/stage-access";
import { withTimeLimit } from "../../shared/runtime/time-limit";
import type { TriggerHandler } from "../../shared/runtime/trigger";

interface Ports {
  readonly attempts: Attempts;
  readonly access: StageAccess;
  readonly throttle: Throttle | "off";
}

/** Runs before the password is checked, for anybody who types a name: it answers from what is the same for every caller. */
export const createHandler =
  ({ attempts, access, throttle }: Ports): TriggerHandler =>
  async (event, run) => {
    if (event.triggerSource !== "PreAuthentication_Authentication") run.warn("unknown trigger source");
    const refusal =
      refusalOfStage(access, event) ??
      (throttle === "off" ? undefined : await countAttempt(attempts, throttle, event, run));
    if (refusal !== undefined) throw refusal;
    run.outcome("allowed");
    return event;
  };

const COUNTING_MS = 1_500;

/** Cognito has a lockout of its own, so a counter that does not answer lets the attempt through rather than everybody out. */
async function countAttempt(attempts: Attempts, throttle: Throttle, event: CognitoEvent, run: Run) {
  try {
    const count = await withTimeLimit(COUNTING_MS, run.signal, (signal) =>
      attempts.count(loginOf(event), throttle, run.now, signal),
    );
    return isTooOften(throttle, count) ? tooManyAttempts(throttle) : undefined;
  } catch {
    run.warn("the attempt could not be counted");
    return undefined;
  }
}

const tooManyAttempts = ({ minutes }: Throttle) =>
  new RejectionError("too-many-attempts", `${TOO_MANY_ATTEMPTS}. Please try again in ${minutes} minutes`);

/** The address if Cognito knows the person, otherwise what was typed: the same login either way. */
const loginOf = (event: CognitoEvent): string =>
  (readText(userAttributesOf(event).email) ?? readText(event.userName) ?? "").toLowerCase();
