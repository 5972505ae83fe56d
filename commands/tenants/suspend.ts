import { defineCommand } from "../cli/command";
import { ISSUED_TOKENS_STAY_VALID } from "../cli/output";
import { tenantIdFrom } from "../cli/values";
import { changeStatus } from "./change-status";

export const command = defineCommand({
  summary: "Suspends a tenant with everybody in it",
  explanation: [
    "Suspends a tenant: nobody who acts for it, and none of its machine clients, gets another token. It takes effect",
    "within a minute, when the next token is issued; tokens that were issued before stay valid until they expire. Nothing",
    "is deleted.",
  ].join("\n"),
  args: { id: "<id>" },
  options: {},
  async perform({ args }, dependencies) {
    const id = tenantIdFrom(args.id);
    const isNew = await changeStatus(id, "suspended", dependencies);
    return [
      `The tenant ${id} ${isNew ? "is" : "was already"} suspended. Within a minute, no more tokens are issued for it.`,
      ISSUED_TOKENS_STAY_VALID,
    ];
  },
});
