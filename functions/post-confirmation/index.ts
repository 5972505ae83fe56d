import { documentClient } from "../../shared/aws/dynamodb";
import { provisioningTables } from "../../shared/people/provisioning-tables";
import { trigger } from "../../shared/runtime/trigger";
import { readIdentityProviders } from "../../shared/tenants/identity-providers";
import { createHandler } from "./handler";

/** The person is confirmed by now and cannot be confirmed again; what fails here is made good at the first token. */
export const handler = trigger(
  "post-confirmation",
  (settings) =>
    createHandler({
      provision: provisioningTables(documentClient(), settings).provision,
      providers: settings.read("IDENTITY_PROVIDERS", readIdentityProviders),
    }),
  { onFault: "pass" },
);
