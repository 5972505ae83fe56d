import type { Endpoints } from "../../../shared/api/api";
import {
  type AuthorityPorts,
  changeOf,
  MANAGE_MEMBERS,
  READ_MEMBERS,
  tenantOf,
} from "../../../shared/api/authority";
import { oneOf, optional, readBody } from "../../../shared/api/body";
import { cursorOf, pageOf, queryOf, wordOf } from "../../../shared/api/paging";
import { Problem } from "../../../shared/api/problem";
import type { ApiRequest } from "../../../shared/api/request";
import { subIn } from "../../../shared/api/subs";
import { ofTenant } from "../../../shared/api/tenant-routes";
import { stale, versioned, versionIn } from "../../../shared/api/versions";
import { changeMember, type MemberChangePorts } from "../../../shared/people/member-changes";
import { isPositionIn, LISTED_STATUSES, listsFor } from "../../../shared/people/member-lists";
import type { Member, MemberChange, Members } from "../../../shared/people/members-table";
import { membershipIn } from "../../../shared/people/person";
import type { Run } from "../../../shared/runtime/invocation";
import { ROLES } from "../../../shared/tenants/role";

interface Ports extends AuthorityPorts {
  readonly members: Members;
  readonly exclusions: MemberChangePorts["exclusions"];
  readonly signOut: (run: Run) => MemberChangePorts["signOut"];
}

const CHANGE = { role: optional(oneOf(...ROLES)), status: optional(oneOf(...LISTED_STATUSES)) };

export const createHandler = (ports: Ports): Endpoints =>
  ofTenant({
    async "GET /members"(request, run) {
      const { tenantId } = await tenantOf(ports, request, READ_MEMBERS, run);
      const { role, status, q, ...page } = queryOf(request, "role", "status", "q", "limit", "cursor");
      const lists = listsFor(tenantId, {
        role: wordOf("role", role, ROLES),
        status: wordOf("status", status, LISTED_STATUSES),
        q,
      });
      const asked = pageOf(page, isPositionIn(lists));
      const { entries, next } = await ports.members.list(tenantId, lists, asked, run.signal);
      return { status: 200, body: { members: entries.map(show), next: cursorOf(next) } };
    },

    async "GET /members/{sub}"(request, run) {
      const { tenantId } = await tenantOf(ports, request, READ_MEMBERS, run);
      const sub = subIn(request);
      const person = await ports.people.find(sub, run.signal);
      const membership = membershipIn(person, tenantId);
      if (membership === undefined) throw noMember();
      const { profile } = person;
      return versioned(200, {
        ...show({ ...membership, sub }),
        emailVerified: profile?.emailVerified === true,
        lastSignInAt: profile?.lastSignInAt ?? null,
        personStatus: profile?.status ?? null,
      });
    },

    async "PATCH /members/{sub}"(request, run) {
      const change = readBody(request, CHANGE);
      if (change.role === undefined && change.status === undefined)
        throw new Problem("invalid-request", "Send a role, a status or both");
      const member = await changeAs(ports, request, change, run);
      return versioned(200, show(member));
    },

    async "DELETE /members/{sub}"(request, run) {
      await changeAs(ports, request, { status: "removed" }, run);
      return { status: 204 };
    },
  });

async function changeAs(
  ports: Ports,
  request: ApiRequest,
  change: Partial<MemberChange>,
  run: Run,
): Promise<Member> {
  const authority = await tenantOf(ports, request, MANAGE_MEMBERS, run);
  const target = { tenantId: authority.tenantId, sub: subIn(request), version: versionIn(request) };
  const changed = await changeMember(
    { ...ports, signOut: ports.signOut(run) },
    target,
    change,
    changeOf(authority, run),
  );
  switch (changed.kind) {
    case "changed":
      return changed.member;
    case "stale":
      throw stale();
    case "not-found":
      throw noMember();
    case "last-admin":
      throw new Problem("last-admin", "Make somebody else an admin first");
  }
}

const noMember = () => new Problem("not-found", "There is no such member");

const show = ({ sub, name, email, role, status, since, version }: Member) => ({
  sub,
  name: name ?? null,
  email: email ?? null,
  role,
  status,
  since,
  version,
});
