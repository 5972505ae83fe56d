import { DeleteCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Invitation } from "../../shared/tenants/invitation";
import { type Invitations, invitationsTable } from "../../shared/tenants/invitations-table";

/** Invitations, with what operators alone do with them. */
export interface OperatorInvitations extends Invitations {
  /** Deletes it, because of whom it is for: an erasure leaves no address. */
  forget(invitation: Invitation): Promise<void>;
}

export const operatorInvitations = (client: DynamoDBDocumentClient, table: string): OperatorInvitations => ({
  ...invitationsTable(client, table),
  async forget({ email, tenantId }) {
    await client.send(new DeleteCommand({ TableName: table, Key: { email, tenantId } }));
  },
});
