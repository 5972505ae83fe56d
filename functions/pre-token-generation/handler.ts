import { readStringMap, readStrings, readText } from "../../shared/json";
import { type Identity, identityOf } from "../../shared/people/identity";
import type { People } from "../../shared/people/people-table";
import { isSettled, type Provision, type Provisioned } from "../../shared/people/provisioning";
import { type CognitoEvent, clientIdOf } from "../../shared/runtime/cognito-event";
import { refuse } from "../../shared/runtime/refusals";
import { requireOpenStage, type StageAccess } from "../../shared/runtime/stage-access";
import type { TriggerHandler, TriggerRun } from "../../shared/runtime/trigger";
import type { IdentityProviders } from "../../shared/tenants/identity-providers";
import { isTenantId } from "../../shared/tenants/tenant";
import type { Tenants } from "../../shared/tenants/tenants-table";
import { standingOf, tenantOfMachine } from "./claims";
import { groupsOf } from "./groups";
import { scopeChange } from "./scopes";
import { tokenResponse, type Version } from "./token-response";

type IssuingRun = TriggerRun<"pre-token-generation">;

interface Ports {
  readonly people: Pick<People, "find">;
  readonly tenants: Pick<Tenants, "find" | "ofClient">;
  readonly provision: Provision;
  readonly providers: IdentityProviders;
  readonly access: StageAccess;
  readonly resourceServer: string;
  readonly roleGroups: boolean;
}

const PERSON_SOURCES: readonly string[] = [
  "TokenGeneration_HostedAuth",
  "TokenGeneration_Authentication",
  "TokenGeneration_NewPasswordChallenge",
  "TokenGeneration_AuthenticateDevice",
  "TokenGeneration_RefreshTokens",
];
const MACHINE_SOURCE = "TokenGeneration_ClientCredentials";

/**
 * The same answer at every issue, refresh included: a changed role or a suspension takes effect with the next token.
 */
export const createHandler =
  (ports: Ports): TriggerHandler<"pre-token-generation"> =>
  async (event, run) => {
    const version = versionOf(event);
    if (PERSON_SOURCES.includes(event.triggerSource)) return issueForPerson(ports, event, version, run);
    if (event.triggerSource === MACHINE_SOURCE && version === "3") return issueForMachine(ports, event, run);
    return refuse("unknown-source", "Sign-in");
  };

async function issueForPerson(
  ports: Ports,
  event: CognitoEvent,
  version: Version,
  run: IssuingRun,
): Promise<CognitoEvent> {
  requireOpenStage(ports.access, event);
  const { kind, person } = await findOrProvision(ports, identityOf(event, ports.providers), run);
  const asked = readText(readStringMap(event.request.clientMetadata).tenant);
  const standing = await standingOf(person, asked, (tenantId) => ports.tenants.find(tenantId, run.signal));
  run.outcome("issued", { profile: kind });

  const { tenantId, role } = standing;
  const groups = groupsOf(event, standing, ports.roleGroups, run);
  return {
    ...event,
    response: tokenResponse(version, {
      claims: { "custom:tenant_id": tenantId, "custom:role": role },
      scopes: scopeChange(ports.resourceServer, standing, readStrings(event.request.scopes)),
      ...(groups !== undefined && { groups }),
    }),
  };
}

/** Post-confirmation does not run for migrated and administrator-created people, and may have failed for others. */
async function findOrProvision(
  { people, provision }: Ports,
  identity: Identity,
  run: IssuingRun,
): Promise<Provisioned> {
  if (identity.sub === undefined) return refuse("nowhere");
  const person = await people.find(identity.sub, run.signal);
  if (isSettled(person, identity)) return { kind: "existing", person };
  const provisioning = await provision(identity, run);
  if (provisioning.kind !== "nowhere") return provisioning;
  run.warn(`belongs nowhere: ${provisioning.reason}`);
  return refuse(provisioning.reason === "unproven-address" ? "unproven-address" : "nowhere");
}

async function issueForMachine(
  { tenants }: Ports,
  event: CognitoEvent,
  run: IssuingRun,
): Promise<CognitoEvent> {
  const clientId = clientIdOf(event);
  const registeredFor = clientId && (await tenants.ofClient(clientId, run.signal));
  const tenant = isTenantId(registeredFor) ? await tenants.find(registeredFor, run.signal) : undefined;
  const tenantId = tenantOfMachine(registeredFor, tenant);
  run.outcome("issued");
  return { ...event, response: tokenResponse("3", { claims: { "custom:tenant_id": tenantId } }) };
}

function versionOf({ version }: CognitoEvent): Version {
  if (version === "1" || version === "2" || version === "3") return version;
  return refuse("unknown-source", "Sign-in");
}
