import type { Endpoints } from "../../../shared/api/api";
import { LOCALE, NAME, readBody, removable } from "../../../shared/api/body";
import { bearerToken, type Caller, callerOf } from "../../../shared/api/caller";
import { Problem } from "../../../shared/api/problem";
import { noAccount, requireStanding } from "../../../shared/api/standing";
import { askingAsOwner } from "../../../shared/api/token-problems";
import type { PoolUsers } from "../../../shared/aws/pool-users";
import type { TokenOwner } from "../../../shared/aws/token-owner";
import { labelOf, mislabelled } from "../../../shared/people/labels";
import type { People } from "../../../shared/people/people-table";
import type { KnownPerson, Profile } from "../../../shared/people/person";
import type { Run } from "../../../shared/runtime/invocation";
import type { Tenants } from "../../../shared/tenants/tenants-table";
import { type RepairPorts, repair } from "./repair";

interface Ports extends RepairPorts {
  readonly people: Pick<People, "find" | "describe" | "label">;
  readonly tenants: Pick<Tenants, "find">;
  readonly users: Pick<PoolUsers, "find">;
  readonly owner: TokenOwner;
  readonly clientIds: readonly string[];
  readonly resourceServer: string;
}

const CHANGE = { name: removable(NAME), locale: removable(LOCALE) };

export const createHandler = (ports: Ports): Endpoints => ({
  async "GET /profile"(request, run) {
    const caller = callerOf(request, {
      clientIds: ports.clientIds,
      scope: `${ports.resourceServer}/profile.read`,
    });
    return { status: 200, body: show(caller, (await personOf(ports, caller, run)).profile) };
  },

  async "PATCH /profile"(request, run) {
    const caller = callerOf(request, {
      clientIds: ports.clientIds,
      scope: `${ports.resourceServer}/profile.write`,
    });
    const change = readBody(request, CHANGE);
    const { memberships } = await personOf(ports, caller, run);
    // The pool is changed first, because it knows whether the token was revoked. If the second write fails, the next
    // sign-in brings the profile up to date.
    const attributes = attributesOf(change);
    await askingAsOwner(() => ports.owner.change(bearerToken(request), attributes, run.signal));
    const context = { ...run, by: { kind: "person", id: caller.sub } } as const;
    const changed = await ports.people.describe(caller.sub, change, context);
    const { profile } = changed === undefined ? await personOf(ports, caller, run) : { profile: changed };
    for (const membership of mislabelled({ profile, memberships }))
      await ports.people.label(caller.sub, membership, labelOf(profile), context);
    return { status: 200, body: show(caller, profile) };
  },
});

/** Checks what the authorizer cannot know: whether the caller still has access. */
async function personOf(ports: Ports, caller: Caller, run: Run): Promise<KnownPerson> {
  const [found, tenant] = await Promise.all([
    ports.people.find(caller.sub, run.signal),
    ports.tenants.find(caller.tenantId, run.signal),
  ]);
  const person = found.profile === undefined ? await repair(ports, caller, run) : found;
  if (person === undefined) throw noAccount();
  return requireStanding(caller, person, tenant).person;
}

function attributesOf({
  name,
  locale,
}: {
  name: string | null | undefined;
  locale: string | null | undefined;
}) {
  if (name === undefined && locale === undefined)
    throw new Problem("invalid-request", "Send a name, a locale or both");
  return {
    ...(name !== undefined && { name: name ?? "" }),
    ...(locale !== undefined && { locale: locale ?? "" }),
  };
}

/** Tenant and role are those of the token, because a request is served by what its token says. */
const show = ({ sub, tenantId, role }: Caller, { email, emailVerified, name, locale }: Profile) => ({
  sub,
  tenantId,
  role,
  email: email ?? null,
  emailVerified: emailVerified === true,
  name: name ?? null,
  locale: locale ?? null,
});
