import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { isConditionFailure } from "../../shared/aws/dynamodb";
import type { Tenant } from "../../shared/tenants/tenant";
import { type Tenants, tenantsTable } from "../../shared/tenants/tenants-table";

/** Who owns a domain; `isNew` if they have owned it only since this call. */
export interface Holding {
  readonly tenantId: string | undefined;
  readonly isNew: boolean;
}

/** Tenants and their domains, with what operators alone do with them. */
export interface OperatorTenants extends Tenants {
  /** False when a tenant of this id exists. */
  create(tenant: Tenant): Promise<boolean>;
  /** Returns the tenant as it was before; `undefined` when there is none. */
  setStatus(tenantId: string, status: Tenant["status"]): Promise<Tenant | undefined>;
  /** Gives the domain to the tenant unless another holds it; returns who holds it afterwards. */
  claimDomain(domain: string, tenantId: string): Promise<Holding>;
  /** Returns who held it. */
  releaseDomain(domain: string): Promise<string | undefined>;
}

/** To a command, a tenant is a row. Only the functions know a public tenant that exists by configuration alone. */
const NO_PUBLIC_TENANT = "";

export function operatorTenants(client: DynamoDBDocumentClient, table: string): OperatorTenants {
  const read = async (id: string) =>
    (await client.send(new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true }))).Item;

  const putNew = async (item: {
    readonly id: string;
    readonly [attribute: string]: unknown;
  }): Promise<boolean> => {
    try {
      await client.send(
        new PutCommand({ TableName: table, Item: item, ConditionExpression: "attribute_not_exists(id)" }),
      );
      return true;
    } catch (error) {
      if (isConditionFailure(error)) return false;
      throw error;
    }
  };

  return {
    ...tenantsTable(client, table, NO_PUBLIC_TENANT),
    create: (tenant) => putNew({ ...tenant, id: `tenant#${tenant.id}` }),
    async setStatus(tenantId, status) {
      try {
        const { Attributes } = await client.send(
          new UpdateCommand({
            TableName: table,
            Key: { id: `tenant#${tenantId}` },
            UpdateExpression: "SET #status = :status",
            ConditionExpression: "attribute_exists(id)",
            ExpressionAttributeNames: { "#status": "status" },
            ExpressionAttributeValues: { ":status": status },
            ReturnValues: "ALL_OLD",
          }),
        );
        return Attributes as Tenant | undefined;
      } catch (error) {
        if (isConditionFailure(error)) return undefined;
        throw error;
      }
    },
    async claimDomain(domain, tenantId) {
      const id = `domain#${domain}`;
      return (await putNew({ id, tenantId }))
        ? { tenantId, isNew: true }
        : { tenantId: (await read(id))?.tenantId, isNew: false };
    },
    async releaseDomain(domain) {
      const { Attributes } = await client.send(
        new DeleteCommand({ TableName: table, Key: { id: `domain#${domain}` }, ReturnValues: "ALL_OLD" }),
      );
      return Attributes?.tenantId;
    },
  };
}
