import { documentClient } from "../../shared/aws/dynamodb";
import { provisioningTables } from "../../shared/people/provisioning-tables";
import { trigger } from "../../shared/runtime/trigger";
import { createHandler } from "./handler";

/** The person is confirmed by now and cannot be confirmed again; what fails here is made good at the first token. */
export const handler = trigger(
  "post-confirmation",
  (settings) => {
    const { provision, findProvider } = provisioningTables(documentClient(), settings);
    return createHandler({ provision, findProvider });
  },
  { onFault: "pass" },
);
