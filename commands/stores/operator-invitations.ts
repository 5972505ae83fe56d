import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, paginateScan } from "@aws-sdk/lib-dynamodb";
import type { Invitation } from "../../shared/tenants/invitation";
import { type Invitations, invitationsTable } from "../../shared/tenants/invitations-table";

/** Invitations, with what operators do with them. */
export interface OperatorInvitations extends Invitations {
  /** Writes the invitation; returns the earlier one of the same tenant that it replaces. */
  write(invitation: Invitation): Promise<Invitation | undefined>;
  /** Returns the invitation that was revoked. */
  revoke(address: string, tenantId: string): Promise<Invitation | undefined>;
  /** Reads the whole table, page by page. */
  list(): Promise<readonly Invitation[]>;
}

export const operatorInvitations = (client: DynamoDBDocumentClient, table: string): OperatorInvitations => ({
  ...invitationsTable(client, table),
  async write(invitation) {
    const { Attributes } = await client.send(
      new PutCommand({ TableName: table, Item: invitation, ReturnValues: "ALL_OLD" }),
    );
    return Attributes as Invitation | undefined;
  },
  async revoke(address, tenantId) {
    const { Attributes } = await client.send(
      new DeleteCommand({ TableName: table, Key: { email: address, tenantId }, ReturnValues: "ALL_OLD" }),
    );
    return Attributes as Invitation | undefined;
  },
  async list() {
    const invitations: Invitation[] = [];
    for await (const { Items = [] } of paginateScan({ client }, { TableName: table, ConsistentRead: true }))
      invitations.push(...(Items as Invitation[]));
    return invitations;
  },
});
