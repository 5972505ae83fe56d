import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { changeItem, type ItemChange } from "../aws/item-change";
import { changeWhile } from "../aws/transaction";
import { changed } from "../change";
import type { Page, PageRequest } from "../paging";
import type { ChangeContext } from "../runtime/invocation";
import type { Role } from "../tenants/role";
import { holdersTable } from "./holders-table";
import { emailMark } from "./marks";
import { memberKeys } from "./member-keys";
import { belongsInto, listsFor, type MemberList, type MemberPosition } from "./member-lists";
import { peopleTable } from "./people-table";
import { ENDED, type Membership, type MembershipStatus, membershipIn, type ProfileStatus } from "./person";

/** A membership from the tenant's side, with the person's sub. */
export type Member = Membership & { readonly sub: string };

/** The part of a membership that an admin changes. */
export type MemberChange = Pick<Membership, "role" | "status">;

export interface Members {
  /** Reads lists of one tenant, one after the other. */
  list(
    tenantId: string,
    lists: readonly MemberList[],
    page: PageRequest<MemberPosition>,
    signal: AbortSignal,
  ): Promise<Page<Member, MemberPosition>>;
  /** The member with this address, if it is proven. */
  findMember(address: string, tenantId: string, signal: AbortSignal): Promise<Member | undefined>;
  /** The subs of active admins. The index they come from may be a moment late. */
  admins(tenantId: string, signal: AbortSignal): Promise<readonly string[]>;
  /** Returns the changed membership; `undefined` if another change was first. */
  change(
    sub: string,
    membership: Membership,
    to: MemberChange,
    context: ChangeContext,
  ): Promise<Member | undefined>;
  /** The same, but only while another person is an active admin of the tenant. */
  changeWhileAdmin(
    other: string,
    sub: string,
    membership: Membership,
    to: MemberChange,
    context: ChangeContext,
  ): ReturnType<typeof changeWhile>;
}

/** At most so many admins are tried, until one is found who still is one. */
const MOST_ADMINS = 25;

/** The memberships in the People table, from the side of a tenant. */
export function membersTable(client: DynamoDBDocumentClient, TableName: string): Members {
  const read = async (
    { index, hash, range, prefix }: MemberList,
    Limit: number,
    startKey: Record<string, string> | undefined,
    abortSignal: AbortSignal,
  ) => {
    const [[hashName, hashValue]] = Object.entries(hash) as [[string, string]];
    return client.send(
      new QueryCommand({
        TableName,
        IndexName: index,
        KeyConditionExpression: `#hash = :hash${prefix === "" ? "" : " AND begins_with(#range, :prefix)"}`,
        ExpressionAttributeNames: { "#hash": hashName, ...(prefix !== "" && { "#range": range }) },
        ExpressionAttributeValues: { ":hash": hashValue, ...(prefix !== "" && { ":prefix": prefix }) },
        Limit,
        ...(startKey !== undefined && { ExclusiveStartKey: startKey }),
      }),
      { abortSignal },
    );
  };
  const [holders, people] = [holdersTable(client, TableName), peopleTable(client, TableName)];
  const changeTo = (
    sub: string,
    membership: Membership,
    { role, status }: MemberChange,
    { by, now }: ChangeContext,
  ): ItemChange => ({
    TableName,
    Key: keyOf(sub, membership.tenantId),
    changes: {
      ...(status === "removed" ? ENDED : shownOf(sub, { ...membership, role, status })),
      role,
      status,
      version: membership.version + 1,
      ...changed(by, now),
    },
    expected: { version: membership.version },
  });

  return {
    async list(tenantId, lists, { limit, from }, signal) {
      const entries: Member[] = [];
      let budget = limit;
      let start = from;
      for (let number = from?.list ?? 0; number < lists.length; number += 1) {
        const list = lists[number];
        if (list === undefined) break;
        const startKey = start?.list === number ? keyAt(tenantId, list, start) : undefined;
        const { Items = [], LastEvaluatedKey } = await read(list, budget, startKey, signal);
        entries.push(...(Items as Member[]).filter((member) => belongsInto(list, member)));
        budget -= Items.length;
        if (LastEvaluatedKey !== undefined)
          return {
            entries,
            next: {
              list: number,
              key: String(LastEvaluatedKey[list.range]),
              sub: String(LastEvaluatedKey.sub),
            },
          };
        if (budget === 0 && number + 1 < lists.length) return { entries, next: { list: number + 1 } };
        start = undefined;
      }
      return { entries, next: undefined };
    },

    async findMember(address, tenantId, signal) {
      const subs = await holders.of([emailMark(address)], signal);
      for (const sub of subs) {
        const person = await people.find(sub, signal);
        const membership = membershipIn(person, tenantId);
        const isTheirs = person.profile?.emailVerified === true && person.profile.email === address;
        if (membership !== undefined && isTheirs) return { ...membership, sub };
      }
      return undefined;
    },

    async admins(tenantId, signal) {
      const [list] = listsFor(tenantId, { role: "admin", status: "active" });
      if (list === undefined) return [];
      const { Items = [] } = await read(list, MOST_ADMINS, undefined, signal);
      return Items.map(({ sub }) => String(sub));
    },

    async change(sub, membership, to, context) {
      const change = changeTo(sub, membership, to, context);
      return (await changeItem(client, change, context.signal)) as Member | undefined;
    },

    changeWhileAdmin: (other, sub, membership, to, context) =>
      changeWhile(
        client,
        changeTo(sub, membership, to, context),
        activeAdminChecks(TableName, other, membership.tenantId),
        context.signal,
      ),
  };
}

/**
 * Checks that a person is an active admin of a tenant, with an active profile: an operator may be suspending them at
 * the same moment.
 */
export const activeAdminChecks = (TableName: string, sub: string, tenantId: string) => [
  {
    TableName,
    Key: keyOf(sub, tenantId),
    expected: { role: "admin" satisfies Role, status: "active" satisfies MembershipStatus },
  },
  { TableName, Key: { sub, item: "profile" }, expected: { status: "active" satisfies ProfileStatus } },
];

/**
 * The attributes by which lists show and find a member. Name and address are written together with their keys. A
 * token may be updating them at the same moment, and keys of another name would stay for good.
 */
const shownOf = (sub: string, membership: Membership) => ({
  name: membership.name ?? null,
  email: membership.email ?? null,
  ...memberKeys(sub, membership),
});

const keyOf = (sub: string, tenantId: string) => ({ sub, item: `tenant#${tenantId}` });

/** Where a list goes on. Nothing that a client sends back can lead out of the tenant. */
const keyAt = (tenantId: string, list: MemberList, { key, sub }: MemberPosition) =>
  key === undefined || sub === undefined
    ? undefined
    : { ...keyOf(sub, tenantId), ...list.hash, [list.range]: key };
