import { defineCommand } from "../cli/command";
import { ISSUED_TOKENS_STAY_VALID } from "../cli/output";
import { placeFrom } from "../cli/values";
import { changeMembership } from "./members";
import { subOf } from "./named-person";

export const command = defineCommand({
  summary: "Takes a person out of a tenant",
  explanation: [
    "Ends a person's membership of a tenant; their account and their other memberships stay. They come back by an",
    "invitation or people:add, not by the tenant's e-mail domain. The last admin cannot be taken out: make somebody else",
    "an admin first.",
  ].join("\n"),
  args: { person: "<sub | e-mail>" },
  options: { tenant: { value: "<id>", required: true, explanation: "the tenant, or platform" } },
  async perform({ args, options }, dependencies) {
    const tenantId = placeFrom(options.tenant);
    const sub = await subOf(args.person, dependencies);
    await changeMembership({ tenantId, sub }, { status: "removed" }, dependencies);
    return [`${sub} is no member of ${tenantId} any more.`, ISSUED_TOKENS_STAY_VALID];
  },
});
