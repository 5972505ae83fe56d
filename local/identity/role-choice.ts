import { invalidIdentityPoolConfiguration, notAuthorized } from "../pool/api/errors";
import type { StackIdentityPool } from "../stack/identity-pool";
import { UNCONFIRMED_MESSAGES } from "./api/messages";
import type { Login } from "./login";

/**
 * The ARN of the role that somebody gets. Where tokens choose, it is the role that the person's token names.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
 */
export function chooseRole(
  { authenticated, unauthenticated }: Pick<StackIdentityPool, "authenticated" | "unauthenticated">,
  login: Pick<Login, "settings" | "claims"> | undefined,
  customRole: string | undefined,
): string {
  const byToken = login?.settings.withoutPreference;
  if (login === undefined || byToken === undefined) {
    if (customRole !== undefined) throw notAuthorized(UNCONFIRMED_MESSAGES.customRole);
    return required(login === undefined ? unauthenticated : authenticated);
  }
  const { "cognito:roles": roles, "cognito:preferred_role": preferred } = login.claims;
  if (customRole !== undefined) {
    if (!Array.isArray(roles) || !roles.includes(customRole))
      throw notAuthorized(UNCONFIRMED_MESSAGES.customRole);
    return customRole;
  }
  if (typeof preferred === "string" && preferred !== "") return preferred;
  if (byToken === "Deny") throw notAuthorized(UNCONFIRMED_MESSAGES.noPreference);
  return required(authenticated);
}

function required(role: string | undefined): string {
  if (role === undefined) throw invalidIdentityPoolConfiguration();
  return role;
}
