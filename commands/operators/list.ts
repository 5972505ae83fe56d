import { PLATFORM } from "../../shared/tenants/tenant";
import { defineCommand } from "../cli/command";
import { describeMember, everyMember } from "../people/members";

export const command = defineCommand({
  summary: "Lists the operators",
  explanation:
    "Lists the operators, who are the members of the platform, by name. Invitations: invitations:list.",
  args: {},
  options: { json: { explanation: "print JSON" } },
  async perform({ options }, dependencies) {
    const operators = await everyMember(PLATFORM, {}, dependencies);
    if (options.json) return { json: operators };
    return operators.length === 0 ? ["There are no operators."] : operators.map(describeMember);
  },
});
