import { api } from "../../../shared/api/api";
import { authorityTables } from "../../../shared/api/authority-tables";
import { documentClient } from "../../../shared/aws/dynamodb";
import { createTextLookUp } from "../../../shared/dns/texts";
import { domainsTable } from "../../../shared/tenants/domains-table";
import { tenantListTable } from "../../../shared/tenants/tenant-list-table";
import { tenantWrites } from "../../../shared/tenants/tenant-writes-table";
import { createHandler } from "./handler";

export const handler = api("tenants", (settings) => {
  const client = documentClient();
  const table = settings.text("TENANTS_TABLE");
  return createHandler({
    ...authorityTables(client, settings),
    tenantList: tenantListTable(client, table),
    tenantWrites: tenantWrites(client, table),
    domains: domainsTable(client, table),
    lookUpTexts: createTextLookUp(settings.optionalText("DNS_SERVER")),
  });
});
