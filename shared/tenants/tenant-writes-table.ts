import { type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { unlessConditionFails } from "../aws/dynamodb";
import { changeItem } from "../aws/item-change";
import { changed } from "../change";
import type { ChangeContext } from "../runtime/invocation";
import { readTenant, type Tenant } from "./tenant";
import { listedTenant } from "./tenant-list";

export interface TenantWrites {
  /** False if there is already a tenant with this id. */
  create(tenant: Tenant, context: ChangeContext): Promise<boolean>;
  /** Returns the changed tenant; `undefined` if it has changed since `before` was read. */
  change(before: Tenant, to: Tenant, context: ChangeContext): Promise<Tenant | undefined>;
}

/** Writes tenants under `tenant#<id>` of the Tenants table. */
export function tenantWrites(client: DynamoDBDocumentClient, TableName: string): TenantWrites {
  return {
    create: ({ id, ...tenant }, { by, now, signal }) =>
      unlessConditionFails(
        client.send(
          new PutCommand({
            TableName,
            Item: {
              ...keyOf(id),
              ...tenant,
              ...listedTenant({ id, ...tenant }),
              createdAt: now.toISOString(),
              ...changed(by, now),
            },
            ConditionExpression: "attribute_not_exists(id)",
          }),
          { abortSignal: signal },
        ),
      ),

    async change({ id, version }, { name, status, defaultRole, brand = null }, { by, now, signal }) {
      const item = await changeItem(
        client,
        {
          TableName,
          Key: keyOf(id),
          changes: {
            name,
            status,
            defaultRole,
            brand,
            version: version + 1,
            ...listedTenant({ id, name }),
            ...changed(by, now),
          },
          // The public tenant has no item before its first change.
          expected: { version: version === 0 ? null : version },
        },
        signal,
      );
      return item === undefined ? undefined : readTenant(id, item);
    },
  };
}

const keyOf = (id: string) => ({ id: `tenant#${id}` });
