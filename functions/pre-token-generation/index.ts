import { documentClient } from "../../shared/aws/dynamodb";
import { provisioningTables } from "../../shared/people/provisioning-tables";
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
    providers: readIdentityProviders(settings.json("IDENTITY_PROVIDERS")),
    resourceServer: settings.text("RESOURCE_SERVER"),
    roleGroups: settings.choice("ROLE_GROUPS", ["on", "off"]) === "on",
  });
});
