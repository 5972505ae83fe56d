import { documentClient } from "../../shared/aws/dynamodb";
import { provisioningTables } from "../../shared/people/provisioning-tables";
import { readResourceServer } from "../../shared/resource-server";
import { onOrOff } from "../../shared/runtime/readers";
import { stageAccess } from "../../shared/runtime/stage-access";
import { trigger } from "../../shared/runtime/trigger";
import { readIdentityProviders } from "../../shared/tenants/identity-providers";
import { rememberedTenants } from "../../shared/tenants/remembered-tenants";
import { createHandler } from "./handler";

export const handler = trigger("pre-token-generation", (settings) => {
  const { people, tenants, provision } = provisioningTables(documentClient(), settings);
  return createHandler({
    people,
    tenants: { ofClient: tenants.ofClient, find: rememberedTenants(tenants.find) },
    provision,
    access: stageAccess(settings),
    providers: settings.read("IDENTITY_PROVIDERS", readIdentityProviders),
    resourceServer: settings.read("RESOURCE_SERVER", readResourceServer),
    roleGroups: settings.read("ROLE_GROUPS", onOrOff) === "on",
  });
});
