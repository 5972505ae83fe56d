import type { Endpoints } from "../../../shared/api/api";
import { type AuthorityPorts, authorityOf, changeOf } from "../../../shared/api/authority";
import { Problem } from "../../../shared/api/problem";
import type { ApiRequest } from "../../../shared/api/request";
import { changeMember, type MemberChangePorts } from "../../../shared/people/member-changes";
import {
  acceptOffer,
  declineOffer,
  type OfferPorts,
  offersTo,
  type TenantOffer,
} from "../../../shared/people/offers";
import { type Membership, membershipIn } from "../../../shared/people/person";
import type { Run } from "../../../shared/runtime/invocation";
import { refuse } from "../../../shared/runtime/refusals";
import type { Tenant } from "../../../shared/tenants/tenant";

interface Ports extends AuthorityPorts {
  readonly people: OfferPorts["people"];
  readonly tenants: AuthorityPorts["tenants"] & OfferPorts["tenants"];
  readonly invitations: OfferPorts["invitations"];
  readonly members: MemberChangePorts["members"];
  readonly exclusions: MemberChangePorts["exclusions"];
  readonly signOut: (run: Run) => MemberChangePorts["signOut"];
}

/** People's own memberships, and the invitations that they can answer. */
export const createHandler = (ports: Ports): Endpoints => ({
  async "GET /memberships"(request, run) {
    const { person, tenantId } = await authorityOf(ports, request, "profile.read", run);
    const places = await Promise.all(
      person.memberships.map(async (membership) => ({
        membership,
        tenant: await ports.tenants.find(membership.tenantId, run.signal),
      })),
    );
    const memberships = places.map(({ membership, tenant }) => ({
      ...show(membership, tenant),
      current: membership.tenantId === tenantId,
    }));
    return { status: 200, body: { memberships } };
  },

  async "DELETE /memberships/{tenantId}"(request, run) {
    const authority = await authorityOf(ports, request, "profile.write", run);
    const tenantId = tenantIn(request);
    const { profile } = authority.person;
    const membership = membershipIn(authority.person, tenantId);
    // A suspended member who left would be in no list, so no admin could end the suspension.
    if (membership?.status === "suspended") refuse("suspended-member");
    const changed = await changeMember(
      { ...ports, signOut: ports.signOut(run) },
      { tenantId, sub: profile.sub, version: membership?.version },
      { status: "removed" },
      changeOf(authority, run),
    );
    if (changed.kind === "not-found") throw new Problem("not-found", "You are no member there");
    if (changed.kind === "last-admin") throw new Problem("last-admin", "Make somebody else an admin first");
    if (changed.kind === "stale") throw new Problem("conflict", "Your membership was changed. Try again");
    return { status: 204 };
  },

  async "GET /memberships/invitations"(request, run) {
    const { person } = await authorityOf(ports, request, "profile.read", run);
    const offers = await offersTo(ports, person, run);
    return { status: 200, body: { invitations: offers.map(showOffer) } };
  },

  async "POST /memberships/invitations/{tenantId}/accept"(request, run) {
    const authority = await authorityOf(ports, request, "profile.write", run);
    const tenantId = tenantIn(request);
    const membership = await acceptOffer(ports, authority.person, tenantId, changeOf(authority, run));
    if (membership === undefined) throw noOffer();
    if (membership.status === "suspended") refuse("suspended-member");
    return { status: 200, body: show(membership, await ports.tenants.find(tenantId, run.signal)) };
  },

  async "POST /memberships/invitations/{tenantId}/decline"(request, run) {
    const authority = await authorityOf(ports, request, "profile.write", run);
    if (!(await declineOffer(ports, authority.person, tenantIn(request), changeOf(authority, run))))
      throw noOffer();
    return { status: 204 };
  },
});

const tenantIn = ({ path }: ApiRequest): string => path.tenantId ?? "";

const noOffer = () => new Problem("not-found", "There is no open invitation of this organisation to you");

const show = ({ tenantId, role, status, since }: Membership, tenant: Tenant | undefined) => ({
  tenantId,
  tenantName: tenant?.name ?? tenantId,
  role,
  status,
  since,
});

const showOffer = ({ invitation: { role, createdAt, expiresAt }, tenant }: TenantOffer) => ({
  tenantId: tenant.id,
  tenantName: tenant.name,
  role,
  createdAt,
  expiresAt: new Date(expiresAt * 1_000).toISOString(),
});
