import { PLATFORM } from "../../shared/tenants/tenant";
import { defineCommand } from "../cli/command";
import { ISSUED_TOKENS_STAY_VALID } from "../cli/output";
import { changeMembership } from "../people/members";
import { subOf } from "../people/named-person";

export const command = defineCommand({
  summary: "Ends that somebody is an operator",
  explanation: [
    "Ends that somebody is an operator; their account and their memberships of tenants stay. The last one who can change",
    "things cannot be removed: make somebody else an operator first.",
  ].join("\n"),
  args: { person: "<sub | e-mail>" },
  options: {},
  async perform({ args }, dependencies) {
    const sub = await subOf(args.person, dependencies);
    await changeMembership({ tenantId: PLATFORM, sub }, { status: "removed" }, dependencies);
    return [`${sub} is no operator any more.`, ISSUED_TOKENS_STAY_VALID];
  },
});
