import { type FindProvider, identityOf } from "../../shared/people/identity";
import type { Provision } from "../../shared/people/provisioning";
import type { TriggerHandler } from "../../shared/runtime/trigger";

interface Ports {
  readonly provision: Provision;
  readonly findProvider: FindProvider;
}

/** A password reset counts, too: it can be the first time that an imported person is confirmed. */
const SOURCES: readonly string[] = [
  "PostConfirmation_ConfirmSignUp",
  "PostConfirmation_ConfirmForgotPassword",
];

/** Writes the profile. It asks nothing of Cognito, so the event goes back unchanged. */
export const createHandler =
  ({ provision, findProvider }: Ports): TriggerHandler<"post-confirmation"> =>
  async (event, run) => {
    if (!SOURCES.includes(event.triggerSource)) {
      run.outcome("passed");
      run.warn("unknown trigger source");
      return event;
    }
    const provisioning = await provision(await identityOf(event, findProvider, run.signal), run);
    run.outcome(provisioning.kind);
    if (provisioning.kind === "nowhere") run.warn(`belongs nowhere: ${provisioning.reason}`);
    return event;
  };
