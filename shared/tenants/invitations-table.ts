import { DeleteCommand, type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Invitation } from "./invitation";

export interface Invitations {
  forEmail(address: string, signal: AbortSignal): Promise<readonly Invitation[]>;
  consume(address: string, tenantId: string, signal: AbortSignal): Promise<void>;
}

export function invitationsTable(client: DynamoDBDocumentClient, table: string): Invitations {
  return {
    async forEmail(address, abortSignal) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "email = :email",
          ExpressionAttributeValues: { ":email": address },
          ConsistentRead: true,
        }),
        { abortSignal },
      );
      return Items as Invitation[];
    },
    async consume(address, tenantId, abortSignal) {
      await client.send(new DeleteCommand({ TableName: table, Key: { email: address, tenantId } }), {
        abortSignal,
      });
    },
  };
}
