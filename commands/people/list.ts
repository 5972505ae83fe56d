import { LISTED_STATUSES } from "../../shared/people/member-lists";
import { defineCommand } from "../cli/command";
import { ValueError } from "../cli/errors";
import { placeFrom, roleFrom } from "../cli/values";
import { describeMember, everyMember } from "./members";

export const command = defineCommand({
  summary: "Lists the members of a tenant",
  explanation: [
    "Lists the members of a tenant by name, or of the platform. With --search, only those whose name or address begins",
    "like this.",
  ].join("\n"),
  args: {},
  options: {
    tenant: { value: "<id>", required: true, explanation: "the tenant, or platform" },
    role: { value: "viewer|member|admin", explanation: "only those with this role" },
    status: { value: LISTED_STATUSES.join("|"), explanation: "only those with this status in the tenant" },
    search: { value: "<beginning>", default: "", explanation: "the beginning of a name or an address" },
    json: { explanation: "print JSON" },
  },
  async perform({ options }, dependencies) {
    const status = LISTED_STATUSES.find((one) => one === options.status);
    if (status !== options.status)
      throw new ValueError(`${options.status} is not a status: ${LISTED_STATUSES.join(", ")}`);
    const role = options.role === undefined ? undefined : roleFrom(options.role);
    const query = { role, status, q: options.search };
    const members = await everyMember(placeFrom(options.tenant), query, dependencies);
    if (options.json) return { json: members };
    return members.length === 0 ? ["There are no such members."] : members.map(describeMember);
  },
});
