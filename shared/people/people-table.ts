import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { unlessConditionFails } from "../aws/dynamodb";
import { changeItem, expectationOf } from "../aws/item-change";
import { byText } from "../by-text";
import { changed } from "../change";
import { isTimestamp } from "../json";
import { FaultError } from "../runtime/errors";
import type { ChangeContext } from "../runtime/invocation";
import { isRole } from "../tenants/role";
import { isPlace } from "../tenants/tenant";
import { memberKeys } from "./member-keys";
import type { Membership, Person, Profile, ProfileStatus } from "./person";

const PROFILE = "profile";
const MEMBERSHIP = "tenant#";

export interface People {
  /** One strongly consistent query. */
  find(sub: string, signal: AbortSignal): Promise<Person>;
  /**
   * Writes a membership in place of a former one in that tenant, if there was one; false if another write was first.
   */
  join(
    sub: string,
    membership: NewMembership,
    former: Membership | undefined,
    context: ChangeContext,
  ): Promise<boolean>;
  /** Writes the profile of a new person, or in place of the given tombstone; false if another write was first. */
  register(profile: Profile, tombstone: Profile | undefined, context: ChangeContext): Promise<boolean>;
  /** Records the sign-in of an active person and returns their profile; `undefined` if there is no active profile. */
  recordSignIn(sub: string, signIn: SignIn, context: ChangeContext): Promise<Profile | undefined>;
  /** Adds marks to a profile; false if its status has changed. */
  remember(sub: string, marks: NewMarks, status: ProfileStatus, context: ChangeContext): Promise<boolean>;
  /** Changes what an active person says about themselves; `undefined` if there is no active profile. */
  describe(sub: string, description: Description, context: ChangeContext): Promise<Profile | undefined>;
  /** Sets the tenant in which an active person's sessions begin. */
  settle(sub: string, tenantId: string, context: ChangeContext): Promise<void>;
  /** Copies name and address of a profile to a membership, unless that has changed. */
  label(sub: string, membership: Membership, label: Label, context: ChangeContext): Promise<void>;
}

/** The values of a new membership. */
export type NewMembership = Pick<Membership, "tenantId" | "role" | "since" | "invitedBy"> & Label;

/** What lists show about a person. */
export type Label = Pick<Membership, "name" | "email">;

/** `null` removes a value, `undefined` leaves it. */
export interface Description {
  readonly name: string | null | undefined;
  readonly locale: string | null | undefined;
}

export interface SignIn {
  readonly at: string;
  readonly email: string | undefined;
  readonly emailVerified: boolean;
  readonly name: string | undefined;
  readonly locale: string | undefined;
}

export interface NewMarks {
  readonly addresses: readonly string[];
  readonly provenAddresses: readonly string[];
  readonly accounts: readonly string[];
}

/**
 * Keeps people in DynamoDB: the item `profile`, and an item `tenant#<id>` for each membership. One more, the item
 * `passkeys`, is kept by passkey-changes-table.ts.
 */
export function peopleTable(client: DynamoDBDocumentClient, table: string): People {
  /** Changes a profile that has this status, and returns it. */
  const change = async (
    sub: string,
    status: ProfileStatus,
    changes: Readonly<Record<string, unknown>>,
    { by, now, signal }: ChangeContext,
  ): Promise<Profile | undefined> => {
    const profile = await changeItem(
      client,
      {
        TableName: table,
        Key: { sub, item: PROFILE },
        changes: { ...changes, ...changed(by, now) },
        expected: { status },
      },
      signal,
    );
    return profile as Profile | undefined;
  };
  const put = (
    item: Readonly<Record<string, unknown>>,
    expected: Readonly<Record<string, unknown>>,
    { by, now, signal }: ChangeContext,
  ) =>
    unlessConditionFails(
      client.send(
        new PutCommand({
          TableName: table,
          Item: { ...item, ...changed(by, now) },
          ...expectationOf(expected),
        }),
        { abortSignal: signal },
      ),
    );
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
      const all = Items.filter(({ item }) => String(item).startsWith(MEMBERSHIP)).map(readMembership);
      const hasEnded = ({ status }: Membership) => status === "removed";
      return {
        profile: Items.find(({ item }) => item === PROFILE) as Profile | undefined,
        memberships: all.filter((membership) => !hasEnded(membership)).sort(byText(({ since }) => since)),
        formerMemberships: all.filter(hasEnded),
      };
    },

    join: (sub, { tenantId, role, since, invitedBy, name, email }, former, context) => {
      const version = (former?.version ?? 0) + 1;
      const membership = {
        tenantId,
        role,
        status: "active",
        version,
        since,
        invitedBy,
        name,
        email,
      } as const;
      return put(
        { ...membership, ...memberKeys(sub, membership), sub, item: MEMBERSHIP + tenantId },
        former === undefined ? { sub: null } : { version: former.version },
        context,
      );
    },

    register: (profile, tombstone, context) =>
      put(
        { ...profile, item: PROFILE },
        tombstone === undefined
          ? { sub: null }
          : { status: tombstone.status, removedAt: tombstone.removedAt },
        context,
      ),

    recordSignIn: (sub, { at, email, emailVerified, name, locale }, context) =>
      change(
        sub,
        "active",
        { lastSignInAt: at, emailVerified, email, name: name ?? null, locale: locale ?? null },
        context,
      ),

    remember: async (sub, { addresses, provenAddresses, accounts }, status, context) =>
      (await change(
        sub,
        status,
        {
          addresses: setOf(addresses),
          provenAddresses: setOf(provenAddresses),
          accounts: setOf(accounts),
        },
        context,
      )) !== undefined,

    describe: (sub, { name, locale }, context) => change(sub, "active", { name, locale }, context),

    async settle(sub, tenantId, context) {
      await change(sub, "active", { activeTenant: tenantId }, context);
    },

    async label(sub, membership, { name = null, email = null }, { by, now, signal }) {
      const keys = memberKeys(sub, { ...membership, name: name ?? undefined, email: email ?? undefined });
      await changeItem(
        client,
        {
          TableName: table,
          Key: { sub, item: MEMBERSHIP + membership.tenantId },
          changes: { name, email, ...keys, ...changed(by, now) },
          expected: { version: membership.version },
        },
        signal,
      );
    },
  };
}

/**
 * Refuses a malformed membership: an unknown role or status grants nothing, and without a version nobody may change
 * it.
 */
function readMembership(item: Readonly<Record<string, unknown>>): Membership {
  const { item: key, tenantId, role, status, version, since } = item;
  const isWhole =
    isPlace(tenantId) &&
    key === MEMBERSHIP + tenantId &&
    isRole(role) &&
    (status === "active" || status === "suspended" || status === "removed") &&
    Number.isSafeInteger(version) &&
    isTimestamp(since);
  if (!isWhole) throw new FaultError("a membership is malformed");
  return item as unknown as Membership;
}

/** DynamoDB has no empty sets. */
const setOf = (values: readonly string[]): ReadonlySet<string> | undefined =>
  values.length === 0 ? undefined : new Set(values);
