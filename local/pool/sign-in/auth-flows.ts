import { invalidParameter } from "../api/errors";
import type { Client } from "../pool";

/** What a client without a list of its own allows. */
export const FLOWS_BY_DEFAULT = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"];

const isNewName = (name: string): boolean => name.startsWith("ALLOW_");

/** A client's list, in new names or in old ones, never in both. */
export function checkFlows(names: readonly string[]): void {
  if (names.some(isNewName) && !names.every(isNewName))
    throw invalidParameter("Auth flows with the ALLOW_ prefix cannot be combined with those without it.");
}

/**
 * The flows of a list, in new names. Old names add to what a client without a list allows; CUSTOM_AUTH_FLOW_ONLY leaves
 * only custom authentication.
 */
function allowedFlows(names: readonly string[]): readonly string[] {
  if (names.every(isNewName)) return names;
  const usual = names.includes("CUSTOM_AUTH_FLOW_ONLY")
    ? ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_CUSTOM_AUTH"]
    : FLOWS_BY_DEFAULT;
  return [
    ...usual,
    ...(names.includes("ADMIN_NO_SRP_AUTH") ? ["ALLOW_ADMIN_USER_PASSWORD_AUTH"] : []),
    ...(names.includes("USER_PASSWORD_AUTH") ? ["ALLOW_USER_PASSWORD_AUTH"] : []),
  ];
}

export const allowsFlow = ({ authFlows }: Client, allowed: string): boolean =>
  allowedFlows(authFlows).includes(allowed);

export function requireFlow(client: Client, allowed: string, flow: string): void {
  if (!allowsFlow(client, allowed)) throw invalidParameter(`${flow} flow not enabled for this client`);
}
