import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { unlessConditionFails } from "../aws/dynamodb";
import { changeItem, expectationOf, type ItemChange } from "../aws/item-change";
import { changeWhile } from "../aws/transaction";
import { changed } from "../change";
import type { ChangeContext } from "../runtime/invocation";
import { PLATFORM } from "../tenants/tenant";
import { holdersTable } from "./holders-table";
import type { Mark } from "./marks";
import { activeAdminChecks } from "./members-table";
import { claimedMarksOf } from "./named-marks";
import { type People, peopleTable } from "./people-table";
import { ENDED, type KnownPerson, type Membership, type Profile, type ProfileStatus } from "./person";

const PROFILE = "profile";

/** A change from one status to another. A person can be removed from any status. */
export type StatusChange =
  | { readonly from: ProfileStatus; readonly to: "active" | "suspended" }
  | { readonly to: "removed" };

/** The People table with the operations of operators only. */
export interface OperatorPeople extends People {
  /** The people who have one of these marks. */
  findMarked(marks: readonly Mark[], signal: AbortSignal): Promise<readonly KnownPerson[]>;
  /** Returns the changed profile with all its data; `undefined` if its status was not as expected. */
  changeStatus(sub: string, change: StatusChange, context: ChangeContext): Promise<Profile | undefined>;
  /** The same, but only while another person is an admin of the platform. */
  changeStatusWhileOperator(
    other: string,
    sub: string,
    change: StatusChange,
    context: ChangeContext,
  ): ReturnType<typeof changeWhile>;
  /** Ends the suspension of a placeholder and deletes it; false if there is none. */
  deletePlaceholder(sub: string, context: ChangeContext): Promise<boolean>;
  /** Ends a membership and removes everything personal from it; false if it has changed. */
  leave(sub: string, membership: Membership, context: ChangeContext): Promise<boolean>;
  /** Replaces a removed profile with a tombstone; false when the profile has changed since its removal. */
  replaceWithTombstone(tombstone: Profile, context: ChangeContext): Promise<boolean>;
}

export function operatorPeopleTable(client: DynamoDBDocumentClient, TableName: string): OperatorPeople {
  const people = peopleTable(client, TableName);
  const holders = holdersTable(client, TableName);
  const keyOf = (sub: string) => ({ sub, item: PROFILE });
  const statusChange = (sub: string, change: StatusChange, { by, now }: ChangeContext): ItemChange => ({
    TableName,
    Key: keyOf(sub),
    changes: {
      status: change.to,
      ...(change.to === "removed" && { removedAt: now.toISOString() }),
      ...changed(by, now),
    },
    expected: change.to === "removed" ? { sub } : { status: change.from },
  });
  return {
    ...people,

    async findMarked(marks, signal) {
      const subs = await holders.of(marks, signal);
      const found = await Promise.all(subs.map((sub) => people.find(sub, signal)));
      return found
        .filter((person): person is KnownPerson => person.profile !== undefined)
        .filter(({ profile }) => claimedMarksOf(profile).some(({ mark }) => marks.includes(mark)));
    },

    changeStatus: async (sub, change, context) =>
      (await changeItem(client, statusChange(sub, change, context), context.signal)) as Profile | undefined,

    changeStatusWhileOperator: (other, sub, change, context) =>
      changeWhile(
        client,
        statusChange(sub, change, context),
        activeAdminChecks(TableName, other, PLATFORM),
        context.signal,
      ),

    // The status is changed before the deletion, because a deletion does not say who made it.
    async deletePlaceholder(sub, { by, now, signal }) {
      const ended = {
        TableName,
        Key: keyOf(sub),
        changes: { status: "active", ...changed(by, now) },
        expected: { status: "suspended", emailVerified: null },
      };
      if ((await changeItem(client, ended, signal)) === undefined) return false;
      const expected = expectationOf({ status: "active", emailVerified: null });
      await unlessConditionFails(
        client.send(new DeleteCommand({ TableName, Key: keyOf(sub), ...expected }), { abortSignal: signal }),
      );
      return true;
    },

    async leave(sub, { tenantId, version }, { by, now, signal }) {
      const change = {
        TableName,
        Key: { sub, item: `tenant#${tenantId}` },
        changes: { ...ENDED, version: version + 1, ...changed(by, now) },
        expected: { version },
      };
      return (await changeItem(client, change, signal)) !== undefined;
    },

    replaceWithTombstone: (tombstone, { by, now, signal }) =>
      unlessConditionFails(
        client.send(
          new PutCommand({
            TableName,
            Item: { ...tombstone, ...changed(by, now), item: PROFILE },
            ...expectationOf({ status: "removed", removedAt: tombstone.removedAt }),
          }),
          { abortSignal: signal },
        ),
      ),
  };
}
