import {
  type DynamoDBDocumentClient,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { isConditionFailure } from "../aws/dynamodb";
import type { Membership, Person, Profile, ProfileStatus } from "./person";

const PROFILE = "profile";
const MEMBERSHIP = "tenant#";

export interface People {
  /** One strongly consistent query. */
  find(sub: string, signal: AbortSignal): Promise<Person>;
  /** Writes the membership unless the person already has one in that tenant. */
  join(sub: string, membership: Membership, signal: AbortSignal): Promise<void>;
  /** Writes the membership of somebody who comes back, over whatever a removal has left of an earlier one. */
  rejoin(sub: string, membership: Membership, signal: AbortSignal): Promise<void>;
  /**
   * Writes the profile of somebody new, or of somebody whose tombstone is given; false when another write was first.
   */
  register(profile: Profile, tombstone: Profile | undefined, signal: AbortSignal): Promise<boolean>;
  /** Notes the sign-in of an active person and returns their profile; `undefined` when there is no active profile. */
  recordSignIn(sub: string, signIn: SignIn, signal: AbortSignal): Promise<Profile | undefined>;
  /** Adds to what a person is recognised by; false when their status is no longer this one. */
  remember(sub: string, marks: NewMarks, status: ProfileStatus, signal: AbortSignal): Promise<boolean>;
  /** Changes what an active person tells of themselves; `undefined` when there is no active profile. */
  describe(sub: string, description: Description, signal: AbortSignal): Promise<Profile | undefined>;
}

/** `null` takes a value away, `undefined` leaves it. */
export interface Description {
  readonly name: string | null | undefined;
  readonly locale: string | null | undefined;
}

export interface SignIn {
  readonly at: string;
  readonly email: string | undefined;
  readonly emailVerified: boolean;
  readonly accounts: readonly string[];
  readonly name: string | undefined;
  readonly locale: string | undefined;
}

export interface NewMarks {
  readonly addresses: readonly string[];
  readonly accounts: readonly string[];
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
  /** Changes the profile of a person who has this status, and returns it. A set of values is added to what is there. */
  const change = async (
    sub: string,
    status: ProfileStatus,
    values: Readonly<Record<string, unknown>>,
    abortSignal: AbortSignal,
  ): Promise<Profile | undefined> => {
    const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
    const added = given.filter(([, value]) => value instanceof Set);
    const set = given.filter((entry) => !added.includes(entry));
    const removed = Object.keys(values).filter((name) => values[name] === null);
    try {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: table,
          Key: { sub, item: PROFILE },
          UpdateExpression: [
            ...(set.length > 0 ? [`SET ${set.map(([name]) => `#${name} = :${name}`).join(", ")}`] : []),
            ...(added.length > 0 ? [`ADD ${added.map(([name]) => `#${name} :${name}`).join(", ")}`] : []),
            ...(removed.length > 0 ? [`REMOVE ${removed.map((name) => `#${name}`).join(", ")}`] : []),
          ].join(" "),
          ConditionExpression: "#status = :status",
          ExpressionAttributeNames: {
            "#status": "status",
            ...Object.fromEntries(
              [...given.map(([name]) => name), ...removed].map((name) => [`#${name}`, name]),
            ),
          },
          ExpressionAttributeValues: {
            ":status": status,
            ...Object.fromEntries(given.map(([name, value]) => [`:${name}`, value])),
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
  };
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

    recordSignIn: (sub, { at, email, emailVerified, accounts, name, locale }, signal) =>
      change(
        sub,
        "active",
        {
          lastSignInAt: at,
          emailVerified,
          email,
          provenAddresses: setOf(emailVerified && email !== undefined ? [email] : []),
          accounts: setOf(accounts),
          name: name ?? null,
          locale: locale ?? null,
        },
        signal,
      ),

    remember: async (sub, { addresses, accounts }, status, signal) =>
      (await change(
        sub,
        status,
        { provenAddresses: setOf(addresses), accounts: setOf(accounts) },
        signal,
      )) !== undefined,

    describe: (sub, { name, locale }, signal) => change(sub, "active", { name, locale }, signal),
  };
}

/** DynamoDB has no empty sets. */
const setOf = (values: readonly string[]): ReadonlySet<string> | undefined =>
  values.length === 0 ? undefined : new Set(values);
