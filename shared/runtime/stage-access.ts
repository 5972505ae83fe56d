import { type CognitoEvent, clientIdOf, isClientId } from "./cognito-event";
import { RejectionError } from "./errors";
import { listOf, oneOf } from "./readers";
import type { Settings } from "./settings";

/** Whether, and through which app clients, people come into this stage: the same for everybody. */
export interface StageAccess {
  readonly signIn: "open" | "closed";
  readonly allowedClients: readonly string[] | "any";
}

export const readSignIn = oneOf("open", "closed");
export const readAllowedClients = listOf("ids of app clients", isClientId, "any");

export const stageAccess = (settings: Settings): StageAccess => ({
  signIn: settings.read("SIGN_IN", readSignIn),
  allowedClients: settings.read("ALLOWED_CLIENTS", readAllowedClients),
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
