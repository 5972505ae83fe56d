import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  paginateScan,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { isConditionFailure } from "../../shared/aws/dynamodb";
import type { Mark } from "../../shared/people/marks";
import { type People, peopleTable } from "../../shared/people/people-table";
import type { Profile, ProfileStatus } from "../../shared/people/person";
import { claimedMarksOf } from "../people/named-marks";

const PROFILE = "profile";

/** People, with what operators alone do with them. */
export interface OperatorPeople extends People {
  /** Profiles that have one of these marks. Marks have no index, so this reads the whole table, page by page. */
  findMarked(
    marks: readonly Mark[],
  ): Promise<{ readonly profiles: readonly Profile[]; readonly itemsRead: number }>;
  /** Returns the changed profile; `undefined` when its status was not `from`. */
  changeStatus(sub: string, from: ProfileStatus, to: ProfileStatus): Promise<Profile | undefined>;
  /** Returns the changed profile, which still has all its data; `undefined` when there is none. */
  remove(sub: string, at: string): Promise<Profile | undefined>;
  /** Deletes a placeholder; false when there is none. */
  deletePlaceholder(sub: string): Promise<boolean>;
  leave(sub: string, tenantId: string): Promise<void>;
  /** Replaces a removed profile with a tombstone; false when the profile has changed since its removal. */
  replaceWithTombstone(tombstone: Profile): Promise<boolean>;
}

export function operatorPeople(client: DynamoDBDocumentClient, table: string): OperatorPeople {
  const setStatus = async (
    sub: string,
    to: ProfileStatus,
    { set = "", condition, values }: { set?: string; condition: string; values: Record<string, string> },
  ) => {
    try {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: table,
          Key: { sub, item: PROFILE },
          UpdateExpression: `SET #status = :to${set}`,
          ConditionExpression: condition,
          ExpressionAttributeNames: { "#status": "status" },
          ExpressionAttributeValues: { ":to": to, ...values },
          ReturnValues: "ALL_NEW",
        }),
      );
      return Attributes as Profile | undefined;
    } catch (error) {
      if (isConditionFailure(error)) return undefined;
      throw error;
    }
  };

  return {
    ...peopleTable(client, table),

    async findMarked(marks) {
      const profiles: Profile[] = [];
      let itemsRead = 0;
      const pages = paginateScan(
        { client },
        {
          TableName: table,
          FilterExpression: "#item = :profile",
          ExpressionAttributeNames: { "#item": "item" },
          ExpressionAttributeValues: { ":profile": PROFILE },
          ConsistentRead: true,
        },
      );
      for await (const { Items = [], ScannedCount = 0 } of pages) {
        const read = Items as Profile[];
        profiles.push(
          ...read.filter((profile) => claimedMarksOf(profile).some(({ mark }) => marks.includes(mark))),
        );
        itemsRead += ScannedCount;
      }
      return { profiles, itemsRead };
    },

    changeStatus: (sub, from, to) =>
      setStatus(sub, to, { condition: "#status = :from", values: { ":from": from } }),

    remove: (sub, at) =>
      setStatus(sub, "removed", {
        set: ", removedAt = :at",
        condition: "attribute_exists(#status)",
        values: { ":at": at },
      }),

    async deletePlaceholder(sub) {
      try {
        await client.send(
          new DeleteCommand({
            TableName: table,
            Key: { sub, item: PROFILE },
            ConditionExpression: "#status = :suspended AND attribute_not_exists(emailVerified)",
            ExpressionAttributeNames: { "#status": "status" },
            ExpressionAttributeValues: { ":suspended": "suspended" },
          }),
        );
        return true;
      } catch (error) {
        if (isConditionFailure(error)) return false;
        throw error;
      }
    },

    async leave(sub, tenantId) {
      await client.send(new DeleteCommand({ TableName: table, Key: { sub, item: `tenant#${tenantId}` } }));
    },

    async replaceWithTombstone(tombstone) {
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: { ...tombstone, item: PROFILE },
            ConditionExpression: "#status = :removed AND removedAt = :at",
            ExpressionAttributeNames: { "#status": "status" },
            ExpressionAttributeValues: { ":removed": "removed", ":at": tombstone.removedAt },
          }),
        );
        return true;
      } catch (error) {
        if (isConditionFailure(error)) return false;
        throw error;
      }
    },
  };
}
