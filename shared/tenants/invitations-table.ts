import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from "@aws-sdk/lib-dynamodb";
import { unlessConditionFails } from "../aws/dynamodb";
import { changeItem } from "../aws/item-change";
import { changed } from "../change";
import type { ChangeContext } from "../runtime/invocation";
import { type Invitation, readInvitation } from "./invitation";

/** Each change takes the invitation as it was read and returns it as changed; undefined if it has changed since. */
export interface Invitations {
  /** The invitations of every tenant to an address, closed ones too. */
  forEmail(address: string, signal: AbortSignal): Promise<readonly Invitation[]>;
  find(address: string, tenantId: string, signal: AbortSignal): Promise<Invitation | undefined>;
  /** The open invitations of a tenant, by address. */
  list(tenantId: string, slice: Slice, signal: AbortSignal): Promise<InvitationPage>;
  /** Writes an invitation in place of the former one to the same address, if any; false if that has changed since. */
  write(invitation: Invitation, former: Invitation | undefined, signal: AbortSignal): Promise<boolean>;
  /** Records that its letter was sent. The offer itself does not change. */
  noteSent(invitation: Invitation, context: ChangeContext): Promise<Invitation | undefined>;
  /** Reserves it for one person before they join; undefined also if somebody else has claimed it. */
  claim(invitation: Invitation, sub: string, context: ChangeContext): Promise<Invitation | undefined>;
  close(
    invitation: Invitation,
    status: Exclude<Invitation["status"], "open">,
    context: ChangeContext,
  ): Promise<Invitation | undefined>;
  /** Deletes it for an erasure, which leaves no address. */
  forget(invitation: Invitation, signal: AbortSignal): Promise<void>;
}

export interface Slice {
  /** The beginning of the addresses. */
  readonly prefix: string;
  readonly limit: number;
  /** The last address of the previous page. */
  readonly after: string | undefined;
}

export interface InvitationPage {
  readonly invitations: readonly Invitation[];
  /** The last address of this page; undefined if no page follows. */
  readonly last: string | undefined;
}

const BY_TENANT = "byTenant";

/**
 * Keeps invitations in DynamoDB. The index of a tenant's list holds items with a `listKey`, which are the open ones.
 */
export function invitationsTable(client: DynamoDBDocumentClient, table: string): Invitations {
  /** Changes an open invitation; undefined if it is no longer as it was read. */
  const change = async (
    invitation: Invitation,
    changes: Readonly<Record<string, unknown>>,
    { by, now, signal }: ChangeContext,
  ): Promise<Invitation | undefined> => {
    const { version, claimedBy = null } = invitation;
    const item = await changeItem(
      client,
      {
        TableName: table,
        Key: keyOf(invitation),
        changes: { ...changes, ...changed(by, now) },
        expected: { status: "open", version, claimedBy },
      },
      signal,
    );
    return item === undefined ? undefined : readInvitation(item);
  };
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
    async find(address, tenantId, abortSignal) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: { email: address, tenantId }, ConsistentRead: true }),
        { abortSignal },
      );
      return Item === undefined ? undefined : readInvitation(Item);
    },
    async list(tenantId, { prefix, limit, after }, abortSignal) {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: BY_TENANT,
          KeyConditionExpression:
            prefix === "" ? "tenantId = :tenantId" : "tenantId = :tenantId AND begins_with(listKey, :prefix)",
          ExpressionAttributeValues: {
            ":tenantId": tenantId,
            ...(prefix !== "" && { ":prefix": prefix }),
          },
          Limit: limit,
          ...(after !== undefined && {
            ExclusiveStartKey: { email: after, tenantId, listKey: after },
          }),
        }),
        { abortSignal },
      );
      return { invitations: Items.map(readInvitation), last: LastEvaluatedKey?.email };
    },
    write: (invitation, former, abortSignal) =>
      unlessConditionFails(
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...invitation, listKey: invitation.email },
            ...(former === undefined
              ? { ConditionExpression: "attribute_not_exists(email)" }
              : {
                  ConditionExpression: "version = :version",
                  ExpressionAttributeValues: { ":version": former.version },
                }),
          }),
          { abortSignal },
        ),
      ),
    noteSent: (invitation, context) => change(invitation, { sentAt: context.now.toISOString() }, context),
    async claim(invitation, sub, context) {
      // Another delivery for the same person may claim it at the same moment, and both go on.
      if (invitation.claimedBy === sub) return change(invitation, {}, context);
      if (invitation.claimedBy !== undefined) return undefined;
      return change(invitation, { claimedBy: sub, version: invitation.version + 1 }, context);
    },
    close: (invitation, status, context) =>
      change(invitation, { status, listKey: null, version: invitation.version + 1 }, context),
    async forget(invitation, abortSignal) {
      await client.send(new DeleteCommand({ TableName: table, Key: keyOf(invitation) }), { abortSignal });
    },
  };
}

const keyOf = ({ email, tenantId }: Invitation) => ({ email, tenantId });
