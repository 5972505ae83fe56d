import type { Texts } from "../api/input/shapes";
import type { Client, Pool } from "../pool";
import { NO_OVERRIDE, type Override, readOverride, type TriggerVersion } from "../tokens/override";
import { eventAttributes, type User } from "../users/user";
import type { TokenSource } from "./run-trigger";

interface TokenRequest {
  /** None for a machine. */
  readonly user: User | undefined;
  readonly roles: readonly string[];
  readonly preferredRole: string | undefined;
  readonly scopes: readonly string[];
  readonly clientMetadata: Texts | undefined;
}

const VERSION_OF_EVENT: Readonly<Record<TriggerVersion, string>> = { V1_0: "1", V2_0: "2", V3_0: "3" };

/** The trigger's changes to the tokens. Only version V3_0 is called for machines. */
export async function askPreTokenGeneration(
  pool: Pool,
  client: Client,
  source: TokenSource,
  { user, roles, preferredRole, scopes, clientMetadata }: TokenRequest,
): Promise<Override> {
  const { tokenTriggerVersion: version } = pool.settings;
  if (user === undefined && version !== "V3_0") return NO_OVERRIDE;
  const response = await pool.runTrigger({
    trigger: "PreTokenGeneration",
    source: `TokenGeneration_${source}`,
    ...(user !== undefined && { userName: user.username }),
    clientId: client.id,
    version: VERSION_OF_EVENT[version],
    request: {
      userAttributes: user === undefined ? {} : eventAttributes(user),
      groupConfiguration: {
        groupsToOverride: user?.groups ?? [],
        iamRolesToOverride: roles,
        preferredRole: preferredRole ?? null,
      },
      scopes: version === "V1_0" ? undefined : scopes,
      clientMetadata,
    },
    response: version === "V1_0" ? { claimsOverrideDetails: null } : { claimsAndScopeOverrideDetails: null },
  });
  return response === undefined ? NO_OVERRIDE : readOverride(response, version);
}
