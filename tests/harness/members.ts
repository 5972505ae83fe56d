import { memberKeys } from "../../shared/people/member-keys";
import type { MembershipStatus } from "../../shared/people/person";
import type { Role } from "../../shared/tenants/role";

interface Given {
  readonly role?: Role;
  readonly status?: MembershipStatus;
  readonly tenantId?: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly version?: number;
}

/** A profile and a membership as the functions write them. */
export function memberItems(
  sub: string,
  {
    role = "member",
    status = "active",
    tenantId = "acme",
    name = sub,
    email = `${sub}@acme.example`,
    version = 1,
  }: Given = {},
): Record<string, unknown>[] {
  const named = { ...(name !== "" && { name }), ...(email !== "" && { email }) };
  const membership = { tenantId, role, status, version, since: "2026-01-01T00:00:00.000Z" };
  return [
    {
      sub,
      item: "profile",
      status: "active",
      activeTenant: tenantId,
      origin: "sign-up",
      createdAt: "2026-01-01T00:00:00.000Z",
      emailVerified: true,
      ...named,
    },
    {
      sub,
      item: `tenant#${tenantId}`,
      ...membership,
      ...(status !== "removed" && { ...named, ...memberKeys(sub, { ...membership, ...named }) }),
    },
  ];
}
