import type { Endpoints } from "../../../shared/api/api";
import {
  type Authority,
  type AuthorityPorts,
  changeOf,
  MANAGE_MEMBERS,
  READ_MEMBERS,
  tenantOf,
} from "../../../shared/api/authority";
import { readBody } from "../../../shared/api/body";
import { cursorOf, pageOf, queryOf } from "../../../shared/api/paging";
import { Problem } from "../../../shared/api/problem";
import type { ApiRequest } from "../../../shared/api/request";
import { ofTenant } from "../../../shared/api/tenant-routes";
import { stale, versionIn } from "../../../shared/api/versions";
import { readEmail } from "../../../shared/email";
import { createDelivery, type DeliveryOptions } from "../../../shared/inviting/delivery";
import { type InvitingPorts, invite, inviteAgain } from "../../../shared/inviting/inviting";
import type { Run } from "../../../shared/runtime/invocation";
import type { Invitation } from "../../../shared/tenants/invitation";
import type { Invitations } from "../../../shared/tenants/invitations-table";
import type { Tenant } from "../../../shared/tenants/tenant";
import type { Tenants } from "../../../shared/tenants/tenants-table";
import { INVITEES, LARGEST_LIST } from "./invitees";
import { show, showResult } from "./representations";

interface Ports extends AuthorityPorts, Omit<InvitingPorts, "deliver"> {
  readonly tenants: AuthorityPorts["tenants"] & Pick<Tenants, "ownerOf">;
  readonly invitations: Invitations;
  readonly delivery: Omit<DeliveryOptions, "onFailure">;
}

export const createHandler = (ports: Ports): Endpoints =>
  ofTenant({
    async "GET /invitations"(request, run) {
      const { tenantId } = await tenantOf(ports, request, READ_MEMBERS, run);
      const { q = "", ...page } = queryOf(request, "q", "limit", "cursor");
      const prefix = q.toLowerCase().slice(0, LONGEST_PREFIX);
      const { limit, from } = pageOf(page, isPositionAfter(prefix));
      const slice = { prefix, limit, after: from?.after };
      const { invitations, last } = await ports.invitations.list(tenantId, slice, run.signal);
      return {
        status: 200,
        body: {
          invitations: invitations.map((invitation) => show(invitation, run.now)),
          next: cursorOf(last === undefined ? undefined : { after: last }),
        },
      };
    },

    async "POST /invitations"(request, run) {
      const { invitations: invitees } = readBody(request, { invitations: INVITEES }, LARGEST_LIST);
      const authority = await tenantOf(ports, request, MANAGE_MEMBERS, run);
      const tenant = await activeTenant(ports, authority, run);
      const results = await invite(withDelivery(ports, run), tenant, invitees, changeOf(authority, run));
      return { status: 200, body: { results: results.map((result) => showResult(result, run.now)) } };
    },

    async "POST /invitations/{email}/send"(request, run) {
      const authority = await tenantOf(ports, request, MANAGE_MEMBERS, run);
      const invitation = await invitationIn(ports, request, authority, run);
      const tenant = await activeTenant(ports, authority, run);
      const result = await inviteAgain(
        withDelivery(ports, run),
        tenant,
        invitation,
        changeOf(authority, run),
      );
      if (result === undefined) throw stale();
      return { status: 200, body: showResult(result, run.now) };
    },

    async "DELETE /invitations/{email}"(request, run) {
      const authority = await tenantOf(ports, request, MANAGE_MEMBERS, run);
      const invitation = await invitationIn(ports, request, authority, run);
      const closed = await ports.invitations.close(invitation, "withdrawn", changeOf(authority, run));
      if (closed === undefined) throw stale();
      return { status: 204 };
    },
  });

const withDelivery = (ports: Ports, run: Run): InvitingPorts => ({
  ...ports,
  deliver: createDelivery({
    ...ports.delivery,
    onFailure: () => run.warn("an invitation was not sent"),
  }),
});

async function activeTenant(ports: Ports, { tenantId }: Authority, { signal }: Run): Promise<Tenant> {
  const tenant = await ports.tenants.find(tenantId, signal);
  if (tenant?.status !== "active") throw new Problem("conflict", "Nobody can join this tenant now");
  return tenant;
}

/** The open invitation that the path names, in the version that the request has seen. */
async function invitationIn(
  { invitations }: Ports,
  request: ApiRequest,
  { tenantId }: Authority,
  { signal }: Run,
): Promise<Invitation> {
  const version = versionIn(request);
  const email = readEmail(request.path.email);
  const invitation = email && (await invitations.find(email.address, tenantId, signal));
  if (invitation?.status !== "open") throw new Problem("not-found", "There is no such invitation");
  if (invitation.version !== version) throw stale();
  return invitation;
}

/** In characters. No address is this long, so a prefix that was cut to this length matches none. */
const LONGEST_PREFIX = 255;
/** In bytes: what DynamoDB takes as a sort key. */
const LONGEST_KEY = 1_024;

interface Position {
  readonly after: string;
}

const isPositionAfter =
  (prefix: string) =>
  (value: unknown): value is Position => {
    const { after } = value as Partial<Position>;
    return (
      typeof after === "string" &&
      after !== "" &&
      after.startsWith(prefix) &&
      Buffer.byteLength(after) <= LONGEST_KEY
    );
  };
