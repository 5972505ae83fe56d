import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { readOwnership } from "./domain";
import { LOWEST_ROLE } from "./role";
import { PLATFORM, readTenant, type Tenant } from "./tenant";

export interface Tenants {
  find(tenantId: string, signal: AbortSignal): Promise<Tenant | undefined>;
  /** The tenant that owns an e-mail domain. */
  ownerOf(domain: string, signal: AbortSignal): Promise<string | undefined>;
}

/** Keeps tenants in DynamoDB under `tenant#<id>` and `domain#<name>`; point reads only. */
export function tenantsTable(
  client: DynamoDBDocumentClient,
  table: string,
  /** Exists by configuration, so an `open` stage needs no operator before its first sign-up. */
  publicTenant: string | undefined,
): Tenants {
  const read = async (id: string, abortSignal: AbortSignal) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true }),
      { abortSignal },
    );
    return Item;
  };
  return {
    async find(tenantId, signal) {
      if (tenantId === PLATFORM) return alwaysActive(PLATFORM);
      const item = await read(`tenant#${tenantId}`, signal);
      if (item !== undefined) return readTenant(tenantId, item);
      if (tenantId !== publicTenant) return undefined;
      return alwaysActive(tenantId);
    },
    async ownerOf(domain, signal) {
      const item = await read(`domain#${domain}`, signal);
      if (item === undefined) return undefined;
      const ownership = readOwnership(domain, item);
      return ownership.status === "owned" ? ownership.tenantId : undefined;
    },
  };
}

const alwaysActive = (id: string): Tenant => ({
  id,
  name: id,
  status: "active",
  defaultRole: LOWEST_ROLE,
  version: 0,
});
