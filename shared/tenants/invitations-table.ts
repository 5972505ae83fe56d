import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { unlessConditionFails } from "../aws/dynamodb";
import { type Invitation, readInvitation } from "./invitation";

export interface Invitations {
  forEmail(address: string, signal: AbortSignal): Promise<readonly Invitation[]>;
  /** Reserves the invitation for one person; false when it is somebody else's by now, or gone. */
  claim(invitation: Invitation, sub: string, signal: AbortSignal): Promise<boolean>;
  /** Deletes the invitation that a person has claimed; one that was written anew since stays. */
  consume(invitation: Invitation, sub: string, signal: AbortSignal): Promise<void>;
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
      return Items.map(readInvitation);
    },
    claim: (invitation, sub, abortSignal) =>
      unlessConditionFails(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: keyOf(invitation),
            UpdateExpression: "SET claimedBy = :sub",
            ConditionExpression:
              "createdAt = :createdAt AND (attribute_not_exists(claimedBy) OR claimedBy = :sub)",
            ExpressionAttributeValues: { ":sub": sub, ":createdAt": invitation.createdAt },
          }),
          { abortSignal },
        ),
      ),
    async consume(invitation, sub, abortSignal) {
      await unlessConditionFails(
        client.send(
          new DeleteCommand({
            TableName: table,
            Key: keyOf(invitation),
            ConditionExpression: "claimedBy = :sub",
            ExpressionAttributeValues: { ":sub": sub },
          }),
          { abortSignal },
        ),
      );
    },
  };
}

const keyOf = ({ email, tenantId }: Invitation) => ({ email, tenantId });
