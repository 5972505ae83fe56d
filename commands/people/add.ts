import { exclusionsTable } from "../../shared/people/exclusions-table";
import { type Added, addMember } from "../../shared/people/member-additions";
import { peopleTable } from "../../shared/people/people-table";
import { type CommandDependencies, defineCommand } from "../cli/command";
import { CommandError, noSuchPerson, noSuchTenant } from "../cli/errors";
import { roleFrom, tenantIdFrom } from "../cli/values";
import { tenantRows } from "../stores/tenant-rows";
import { subOf } from "./named-person";

export const command = defineCommand({
  summary: "Makes a person a member of a tenant",
  explanation: [
    "Makes a person who has an account a member of a tenant, at once: neither they nor an admin of the tenant is asked, so",
    "this is how a tenant without an admin gets one. Whoever was taken out of the tenant before comes back. An address",
    "instead of a sub has to be that of one person. Somebody without an account is invited: invitations:create.",
  ].join("\n"),
  args: { person: "<sub | e-mail>" },
  options: {
    tenant: { value: "<id>", required: true, explanation: "the tenant that they join" },
    role: { value: "viewer|member|admin", default: "member", explanation: "their role there" },
  },
  async perform({ args, options }, dependencies) {
    const wanted = { tenantId: tenantIdFrom(options.tenant), role: roleFrom(options.role) };
    const sub = await subOf(args.person, dependencies);
    return describeAdded(await addAs({ ...wanted, sub }, dependencies), { ...wanted, sub });
  },
});

type Wanted = Parameters<typeof addMember>[1];

export async function addAs(wanted: Wanted, { stage, context }: CommandDependencies): Promise<Added> {
  const ports = {
    people: await stage.open("PeopleTable", peopleTable),
    tenants: await stage.open("TenantsTable", tenantRows),
    exclusions: await stage.open("PeopleTable", exclusionsTable),
  };
  return addMember(ports, wanted, context());
}

export function describeAdded(added: Added, { sub, tenantId }: Wanted): readonly string[] {
  switch (added.kind) {
    case "added":
      return [`${sub} is a member of ${tenantId}, as ${added.member.role}.`];
    case "already-member":
      throw new CommandError(
        `${sub} is a member of ${tenantId} already, as ${added.member.role}. Nothing was changed. For another role: ` +
          `npm run people:set-role -- ${sub} --tenant ${tenantId} --role <role>`,
      );
    case "not-active":
      throw new CommandError(`${sub} is ${added.status}; only an active person can join a tenant.`);
    case "not-found":
      throw noSuchPerson(sub);
    case "unknown-tenant":
      throw noSuchTenant(tenantId);
    case "suspended-tenant":
      throw new CommandError(`The tenant ${tenantId} is suspended; nobody can join it.`);
    case "stale":
      throw new CommandError(`The membership of ${sub} has changed in the meantime. Run the command again.`);
  }
}
