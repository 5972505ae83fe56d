import { defineCommand } from "../cli/command";
import { placeFrom, roleFrom } from "../cli/values";
import { changeMembership } from "./members";
import { subOf } from "./named-person";

export const command = defineCommand({
  summary: "Changes the role of a member",
  explanation: [
    "Changes the role of a member of a tenant, or of the platform. It shows at their next token. If they may do less now,",
    "their sessions at the pool are ended. The last admin stays one: make somebody else an admin first.",
  ].join("\n"),
  args: { person: "<sub | e-mail>" },
  options: {
    tenant: { value: "<id>", required: true, explanation: "the tenant, or platform" },
    role: { value: "viewer|member|admin", required: true, explanation: "their new role there" },
  },
  async perform({ args, options }, dependencies) {
    const [tenantId, role] = [placeFrom(options.tenant), roleFrom(options.role)];
    const sub = await subOf(args.person, dependencies);
    const member = await changeMembership({ tenantId, sub }, { role }, dependencies);
    return [`${sub} is ${member.role} in ${tenantId}.`];
  },
});
