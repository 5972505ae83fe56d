import { readStringMap, readText } from "../../shared/json";
import { type FindProvider, type Identity, identityOf } from "../../shared/people/identity";
import type { People } from "../../shared/people/people-table";
import { isSettled, type Provision, type Provisioned } from "../../shared/people/provisioning";
import type { Find } from "../../shared/remembered";
import { type CognitoEvent, clientIdOf } from "../../shared/runtime/cognito-event";
import { refuse } from "../../shared/runtime/refusals";
import { requireOpenStage, type StageAccess } from "../../shared/runtime/stage-access";
import type { TriggerHandler, TriggerRun } from "../../shared/runtime/trigger";
import type { Client } from "../../shared/tenants/clients";
import { isTenantId } from "../../shared/tenants/tenant";
import type { Tenants } from "../../shared/tenants/tenants-table";
import { requireMachine, standingOf, tenantOfMachine } from "./claims";
import { groupsOf } from "./groups";
import { isOwn, scopesOfMachineClient, scopesOfPerson } from "./scopes";
import { tokenResponse } from "./token-response";
import { type Version, versionOf } from "./version";
import { withinReach } from "./ways-in";

type IssuingRun = TriggerRun<"pre-token-generation">;

interface Ports {
  readonly people: Pick<People, "find">;
  readonly findTenant: Tenants["find"];
  readonly findClient: Find<Client>;
  readonly findProvider: FindProvider;
  readonly provision: Provision;
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
 * Decides anew at every issue, refresh included, so a changed role or a suspension takes effect with the next token.
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
  const identity = await identityOf(event, ports.findProvider, run.signal);
  const [client, { kind, ...found }] = await Promise.all([
    clientOf(ports, event, run),
    findOrProvision(ports, identity, run),
  ]);
  const { person, isLinked } = await withinReach(found.person, identity, ports.findProvider, run.signal);
  const asked = readText(readStringMap(event.request.clientMetadata).tenant);
  const standing = await standingOf(person, asked, (tenantId) => ports.findTenant(tenantId, run.signal));
  const scopes = scopesOfPerson(standing, { ...asking(ports, event), version, client });
  run.outcome("issued", { profile: kind });

  const { tenantId, role } = standing;
  const { roleGroups } = ports;
  const groups = groupsOf(event, standing, { roleGroups, isOwn: isOwn(client), isLinked }, run);
  return {
    ...event,
    response: tokenResponse(version, {
      claims: { "custom:tenant_id": tenantId, "custom:role": role },
      scopes,
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

async function issueForMachine(ports: Ports, event: CognitoEvent, run: IssuingRun): Promise<CognitoEvent> {
  const client = requireMachine(await clientOf(ports, event, run));
  const tenant = isTenantId(client.tenantId)
    ? await ports.findTenant(client.tenantId, run.signal)
    : undefined;
  const tenantId = tenantOfMachine(client.tenantId, tenant);
  const scopes = scopesOfMachineClient(tenantId, { ...asking(ports, event), client });
  run.outcome("issued");
  return {
    ...event,
    response: tokenResponse("3", { claims: { "custom:tenant_id": tenantId }, scopes }),
  };
}

async function clientOf({ findClient }: Ports, event: CognitoEvent, { signal }: IssuingRun) {
  const clientId = clientIdOf(event);
  return clientId === undefined ? undefined : findClient(clientId, signal);
}

const asking = ({ resourceServer }: Ports, { request }: CognitoEvent) => ({
  present: request.scopes,
  resourceServer,
});
