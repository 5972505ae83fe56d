import { invite } from "../../shared/inviting/inviting";
import { operatorPeopleTable } from "../../shared/people/operator-people-table";
import { ownersOf } from "../../shared/people/person-search";
import { PLATFORM } from "../../shared/tenants/tenant";
import { defineCommand } from "../cli/command";
import { CommandError } from "../cli/errors";
import { emailFrom, roleFrom } from "../cli/values";
import { openInviting, outputOf } from "../invitations/inviting";
import { addAs, describeAdded } from "../people/add";

export const command = defineCommand({
  summary: "Makes somebody an operator",
  explanation: [
    "Makes somebody an operator: a member of the platform, who administers all tenants in a browser and by the API. An",
    "admin changes things; a member or a viewer looks. Whoever has an account with this address, and has proven it, is an",
    "operator at once. Anybody else is invited, and becomes one by the link of the invitation.",
  ].join("\n"),
  args: { email: "<e-mail>" },
  options: {
    role: { value: "viewer|member|admin", default: "admin", explanation: "their role on the platform" },
  },
  async perform({ args, options }, dependencies) {
    const { stage, signal, context } = dependencies;
    const [{ address }, role] = [emailFrom(args.email), roleFrom(options.role)];
    const people = await stage.open("PeopleTable", operatorPeopleTable);
    const [owner, ...others] = await ownersOf(people, address, signal);
    if (others.length > 0)
      throw new CommandError(
        `Several people have proven the address ${address}. Show them: npm run people:show -- ${address}`,
      );
    if (owner !== undefined) {
      const wanted = { tenantId: PLATFORM, sub: owner.profile.sub, role };
      return describeAdded(await addAs(wanted, dependencies), wanted);
    }
    const { tenant, ports } = await openInviting(PLATFORM, dependencies);
    const invitee = { email: address, role, language: undefined };
    return outputOf(await invite(ports, tenant, [invitee], context()), PLATFORM);
  },
});
