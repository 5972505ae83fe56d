import { documentClient } from "../../shared/aws/dynamodb";
import { provisioningTables } from "../../shared/people/provisioning-tables";
import { trigger } from "../../shared/runtime/trigger";
import { createHandler } from "./handler";

/**
 * Cognito has confirmed the person by now and does not run this again. The token trigger makes up for a failure at
 * the first token.
 */
export const handler = trigger(
  "post-confirmation",
  (settings) => {
    const { provision, findProvider } = provisioningTables(documentClient(), settings);
    return createHandler({ provision, findProvider });
  },
  { onFault: "pass" },
);
