import { type CognitoEvent, clientIdOf } from "./cognito-event";
import { RejectionError } from "./errors";
import type { Settings } from "./settings";

/** Whether, and through which app clients, people come into this stage: the same for everybody. */
export interface StageAccess {
  readonly signIn: "open" | "closed";
  readonly allowedClients: readonly string[] | "any";
}

export const stageAccess = (settings: Settings): StageAccess => ({
  signIn: settings.choice("SIGN_IN", ["open", "closed"]),
  allowedClients: settings.list("ALLOWED_CLIENTS", "any"),
});

/**
 * Asked before the password by pre authentication and the migration, and once more before tokens: a first federated sign-in,
 * a refresh and a reused session of the sign-in pages come to the tokens without pre authentication.
 */
export function refusalOfStage(
  { signIn, allowedClients }: StageAccess,
  event: CognitoEvent,
): RejectionError | undefined {
  if (signIn === "closed") return new RejectionError("stage-closed", "Sign-in is closed at the moment");
  const clientId = clientIdOf(event);
  if (allowedClients !== "any" && (clientId === undefined || !allowedClients.includes(clientId)))
    return new RejectionError("client-not-allowed", "This application may not sign people in");
  return undefined;
}
