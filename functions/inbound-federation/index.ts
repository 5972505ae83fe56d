import { documentClient } from "../../shared/aws/dynamodb";
import { remembered } from "../../shared/remembered";
import { trigger } from "../../shared/runtime/trigger";
import { identityProvidersTable } from "../../shared/tenants/identity-providers-table";
import { createHandler } from "./handler";

/** What packaging has chosen by the parameter accountLinking: see infra/bundling.ts. */
declare const PACKAGED_LINKING: "on" | "off";

export const handler = trigger("inbound-federation", (settings) => {
  if (PACKAGED_LINKING === "on") {
    const providers = identityProvidersTable(documentClient(), settings.text("TENANTS_TABLE"));
    return createHandler({ findProvider: remembered(providers.find) });
  }
  return createHandler({ findProvider: undefined });
});
