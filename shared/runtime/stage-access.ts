import { type CognitoEvent, clientIdOf, isClientId } from "./cognito-event";
import { listOf, oneOf } from "./readers";
import { refuse } from "./refusals";
import type { Settings } from "./settings";

/** Whether people may come into this stage, and through which app clients. The same for everybody. */
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

/** Why nobody may come in through this app client now; undefined if people may. */
export function closureOfStage(
  { signIn, allowedClients }: StageAccess,
  event: CognitoEvent,
): "stage-closed" | "client-not-allowed" | undefined {
  if (signIn === "closed") return "stage-closed";
  const clientId = clientIdOf(event);
  if (allowedClients !== "any" && (clientId === undefined || !allowedClients.includes(clientId)))
    return "client-not-allowed";
  return undefined;
}

/**
 * Checked before the password, and again before tokens. A first federated sign-in, a refresh and a reused session of
 * the sign-in pages come to the tokens without pre-authentication.
 */
export function requireOpenStage(access: StageAccess, event: CognitoEvent): void {
  const closure = closureOfStage(access, event);
  if (closure !== undefined) refuse(closure);
}
