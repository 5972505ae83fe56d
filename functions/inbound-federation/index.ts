import { documentClient } from "../../shared/aws/dynamodb";
import { remembered } from "../../shared/remembered";
import { onOrOff } from "../../shared/runtime/readers";
import { trigger } from "../../shared/runtime/trigger";
import { identityProvidersTable } from "../../shared/tenants/identity-providers-table";
import { createHandler } from "./handler";

export const handler = trigger("inbound-federation", (settings) => {
  if (settings.read("ACCOUNT_LINKING", onOrOff) === "off") return createHandler({ findProvider: undefined });
  const providers = identityProvidersTable(documentClient(), settings.text("TENANTS_TABLE"));
  return createHandler({ findProvider: remembered(providers.find) });
});
