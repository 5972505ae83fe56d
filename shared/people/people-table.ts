import {
  type DynamoDBDocumentClient,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { isConditionFailure } from "../aws/dynamodb";
import type { Membership, Person, Profile } from "./person";

const PROFILE = "profile";
const MEMBERSHIP = "tenant#";

export interface People {
  /** One strongly consistent query. */
  find(sub: string, signal: AbortSignal): Promise<Person>;
  /** Writes the membership unless the person already has one in that tenant. */
  join(sub: string, membership: Membership, signal: AbortSignal): Promise<void>;
  /** Writes the membership of somebody who comes back, over whatever a removal has left of an earlier one. */
  rejoin(sub: string, membership: Membership, signal: AbortSignal): Promise<void>;
  /** Writes the profile of somebody new, or of somebody whose tombstone is given; false when another write was first. */
  register(profile: Profile, tombstone: Profile | undefined, signal: AbortSignal): Promise<boolean>;
  /** Notes the sign-in of an active person and returns their profile; `undefined` when there is no active profile. */
  recordSignIn(sub: string, signIn: SignIn, signal: AbortSignal): Promise<Profile | undefined>;
}

export interface SignIn {
  readonly at: string;
  readonly email: string | undefined;
  readonly emailVerified: boolean;
}

type Condition = Pick<
  PutCommandInput,
  "ConditionExpression" | "ExpressionAttributeNames" | "ExpressionAttributeValues"
>;

const isNew: Condition = {
  ConditionExpression: "attribute_not_exists(#sub)",
  ExpressionAttributeNames: { "#sub": "sub" },
};

const isStill = ({ status, removedAt }: Profile): Condition => ({
  ConditionExpression: "#status = :status AND removedAt = :removedAt",
  ExpressionAttributeNames: { "#status": "status" },
  ExpressionAttributeValues: { ":status": status, ":removedAt": removedAt },
});

/** Keeps people in DynamoDB: the item `profile`, and an item `tenant#<id>` for each membership. */
export function peopleTable(client: DynamoDBDocumentClient, table: string): People {
  const put = (sub: string, membership: Membership) => ({
    TableName: table,
    Item: { ...membership, sub, item: MEMBERSHIP + membership.tenantId },
  });
  return {
    async find(sub, abortSignal) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "#sub = :sub",
          ExpressionAttributeNames: { "#sub": "sub" },
          ExpressionAttributeValues: { ":sub": sub },
          ConsistentRead: true,
        }),
        { abortSignal },
      );
      return {
        profile: Items.find(({ item }) => item === PROFILE) as Profile | undefined,
        memberships: Items.filter(({ item }) =>
          String(item).startsWith(MEMBERSHIP),
        ) as unknown as Membership[],
      };
    },

    async join(sub, membership, abortSignal) {
      try {
        await client.send(new PutCommand({ ...put(sub, membership), ...isNew }), { abortSignal });
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
      }
    },

    async rejoin(sub, membership, abortSignal) {
      await client.send(new PutCommand(put(sub, membership)), { abortSignal });
    },

    async register(profile, tombstone, abortSignal) {
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: { ...profile, item: PROFILE },
            ...(tombstone === undefined ? isNew : isStill(tombstone)),
          }),
          { abortSignal },
        );
        return true;
      } catch (error) {
        if (isConditionFailure(error)) return false;
        throw error;
      }
    },

    async recordSignIn(sub, { at, email, emailVerified }, abortSignal) {
      try {
        const { Attributes } = await client.send(
          new UpdateCommand({
            TableName: table,
            Key: { sub, item: PROFILE },
            UpdateExpression: `SET lastSignInAt = :at, emailVerified = :verified${email === undefined ? "" : ", email = :email"}`,
            ConditionExpression: "#status = :active",
            ExpressionAttributeNames: { "#status": "status" },
            ExpressionAttributeValues: {
              ":at": at,
              ":verified": emailVerified,
              ":active": "active",
              ...(email !== undefined && { ":email": email }),
            },
            ReturnValues: "ALL_NEW",
          }),
          { abortSignal },
        );
        return Attributes as Profile | undefined;
      } catch (error) {
        if (isConditionFailure(error)) return undefined;
        throw error;
      }
    },
  };
}
