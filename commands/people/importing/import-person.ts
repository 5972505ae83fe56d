import { exclusionFrom } from "../../../shared/people/exclusion";
import type { Holders } from "../../../shared/people/holders-table";
import { type Identity, marksOf, provenEmail } from "../../../shared/people/identity";
import { labelOf } from "../../../shared/people/labels";
import { newProfile } from "../../../shared/people/new-profile";
import type { People } from "../../../shared/people/people-table";
import { membershipIn, type Person } from "../../../shared/people/person";
import type { Provision } from "../../../shared/people/provisioning";
import type { ChangeContext } from "../../../shared/runtime/invocation";
import { isRole, type Role } from "../../../shared/tenants/role";
import type { Tenant } from "../../../shared/tenants/tenant";
import type { Tenants } from "../../../shared/tenants/tenants-table";
import { CommandError } from "../../cli/errors";
import type { NewcomerFacts } from "./newcomer-facts";

export interface PersonImportPorts {
  readonly people: Pick<People, "find" | "join" | "register" | "settle">;
  readonly holders: Pick<Holders, "add">;
  readonly tenants: Pick<Tenants, "find">;
  readonly facts: NewcomerFacts;
  readonly provision: Provision;
  /** Where those are who belong to no other tenant. */
  readonly publicTenant: string;
}

/** A user of the pool who is to be a member of a tenant. */
export interface WantedMember {
  readonly identity: Identity & { readonly sub: string };
  readonly tenantId: string;
  readonly role: Role | undefined;
}

type Refused = { readonly kind: "refused"; readonly reason: string };

/** What is not done yet: all, the membership, or only the profile. */
interface Addition {
  readonly kind: "begin" | "join" | "finish";
  readonly person: Person;
  readonly role: Role;
}

type Decision = Refused | { readonly kind: "there" } | Addition;

type Imported = Refused | { readonly kind: "imported" | "there" };

/** Reads the tables and changes nothing. */
export async function decideImport(
  { people, tenants, facts }: PersonImportPorts,
  { identity, tenantId, role }: WantedMember,
  { signal }: Pick<ChangeContext, "signal">,
): Promise<Decision> {
  const [person, tenant] = await Promise.all([
    people.find(identity.sub, signal),
    tenants.find(tenantId, signal),
  ]);
  const refuse = (reason: string): Refused => ({ kind: "refused", reason });
  if (tenant === undefined) return refuse("there is no tenant with this tenantId");
  if (tenant.status !== "active") return refuse("the tenant is suspended");
  const wanted = role ?? defaultRoleOf(tenant);
  if (wanted === undefined) return refuse("there is no role, and the tenant has no valid default role");

  const status = person.profile?.status ?? "active";
  if (status !== "active") return refuse(`the person was ${status}, and an import brings nobody back`);
  const present = membershipIn(person, tenantId);
  if (present?.status === "suspended") return refuse("the tenant has suspended the person");
  if (present !== undefined && role !== undefined && present.role !== role)
    return refuse(
      "the person is a member of the tenant already, in another role: people:set-role changes it",
    );
  if (present !== undefined && person.profile !== undefined) return { kind: "there" };

  if (person.formerMemberships.some((former) => former.tenantId === tenantId))
    return refuse("the person has left the tenant, or was taken out of it: people:add brings them back");
  const address = provenEmail(identity)?.address;
  const [exclusions, invitation] = await Promise.all([
    facts.exclusions(marksOf(identity), tenantId),
    address === undefined ? undefined : facts.invitation(address, tenantId),
  ]);
  if (exclusionFrom(exclusions, tenantId) !== undefined)
    return refuse("the address or account is that of somebody who is suspended or removed");
  const outside = otherProvider(identity, tenantId);
  if (outside !== undefined) return refuse(outside);
  if (present !== undefined) return { kind: "finish", person, role: present.role };
  const isNew = isUnknown(person) && identity.legacyId === undefined && invitation === undefined;
  return { kind: isNew ? "begin" : "join", person, role: wanted };
}

/** Nothing has begun to make a person of them, so there is nothing to go on with. */
const isUnknown = ({ profile, memberships, formerMemberships }: Person): boolean =>
  profile === undefined && memberships.length === 0 && formerMemberships.length === 0;

const MOST_ATTEMPTS = 3;

/**
 * The membership comes first, as in a delivery of Cognito's, and the profile last. So an interruption leaves nothing that this
 * person's next token, or the import again, does not finish. Of somebody new nothing else has to be looked up; what has begun
 * already is finished by provisioning.
 */
export async function importPerson(
  ports: PersonImportPorts,
  wanted: WantedMember,
  context: ChangeContext,
): Promise<Imported> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const decision = await decideImport(ports, wanted, context);
    if (decision.kind === "refused" || decision.kind === "there") return decision;
    if (decision.kind !== "finish" && !(await join(ports, wanted, decision, context))) continue;
    if (decision.kind === "begin") return begin(ports, wanted, decision, context);
    return decision.person.profile === undefined ? finish(ports, wanted, context) : { kind: "imported" };
  }
  throw new CommandError(`The membership of ${wanted.identity.sub} keeps changing.`);
}

/** False when another write was first. */
async function join(
  { people, publicTenant }: PersonImportPorts,
  { identity, tenantId }: WantedMember,
  { person, role }: Addition,
  context: ChangeContext,
): Promise<boolean> {
  const { sub } = identity;
  const { profile } = person;
  // First, because a membership that is there is not imported again.
  if (profile?.activeTenant === publicTenant && tenantId !== publicTenant)
    await people.settle(sub, tenantId, context);
  const membership = {
    tenantId,
    role,
    since: context.now.toISOString(),
    invitedBy: context.by,
    ...labelOf(profile ?? identity),
  };
  return people.join(sub, membership, undefined, context);
}

/** Writes what provisioning would write for somebody of whom there is nothing but the new membership. */
async function begin(
  { people, holders }: PersonImportPorts,
  { identity, tenantId }: WantedMember,
  { role }: Addition,
  context: ChangeContext,
): Promise<Imported> {
  const { sub } = identity;
  const joined = { tenantId, role, since: context.now.toISOString() };
  const assigned = { tenantId, role };
  await holders.add(marksOf(identity), sub, context.signal);
  // Where a sign-in was first, its profile stands.
  await people.register(
    newProfile(sub, { ...identity, assigned }, joined, context.now, undefined),
    undefined,
    context,
  );
  return { kind: "imported" };
}

async function finish(
  { provision }: PersonImportPorts,
  { identity, tenantId, role }: WantedMember,
  context: ChangeContext,
): Promise<Imported> {
  const outcome = await provision({ ...identity, assigned: { tenantId, role } }, context);
  if (outcome.kind !== "nowhere") return { kind: "imported" };
  return { kind: "refused", reason: `the person belongs nowhere: ${outcome.reason}` };
}

const defaultRoleOf = ({ defaultRole }: Tenant): Role | undefined =>
  isRole(defaultRole) ? defaultRole : undefined;

/** Why a person belongs to another tenant or to none because of their provider; undefined if they may be in this one. */
function otherProvider({ federation }: Identity, tenantId: string): string | undefined {
  if (federation === undefined) return undefined;
  const { provider } = federation;
  if (provider === undefined) return "the person comes through an identity provider that is not bound";
  return provider.tenantId === undefined || provider.tenantId === tenantId
    ? undefined
    : "the person comes through the identity provider of another tenant";
}
