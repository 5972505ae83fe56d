import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { unlessConditionFails } from "../../shared/aws/dynamodb";
import { changeItem, expectationOf } from "../../shared/aws/item-change";
import { changed } from "../../shared/change";
import { holdersTable } from "../../shared/people/holders-table";
import type { Mark } from "../../shared/people/marks";
import { claimedMarksOf } from "../../shared/people/named-marks";
import { type People, peopleTable } from "../../shared/people/people-table";
import { ENDED, type Membership, type Profile, type ProfileStatus } from "../../shared/people/person";
import type { ChangeContext } from "../../shared/runtime/invocation";

const PROFILE = "profile";

/** People, with what operators alone do with them. */
export interface OperatorPeople extends People {
  /** Profiles that have one of these marks. */
  findMarked(marks: readonly Mark[], signal: AbortSignal): Promise<readonly Profile[]>;
  /** Returns the changed profile; `undefined` when its status was not `from`. */
  changeStatus(
    sub: string,
    from: ProfileStatus,
    to: ProfileStatus,
    context: ChangeContext,
  ): Promise<Profile | undefined>;
  /** Returns the changed profile, which still has all its data; `undefined` when there is none. */
  remove(sub: string, context: ChangeContext): Promise<Profile | undefined>;
  /** Deletes a placeholder; false when there is none. */
  deletePlaceholder(sub: string): Promise<boolean>;
  /** Ends a membership, and keeps nothing of it that is personal; false when it has changed. */
  leave(sub: string, membership: Membership, context: ChangeContext): Promise<boolean>;
  /** Replaces a removed profile with a tombstone; false when the profile has changed since its removal. */
  replaceWithTombstone(tombstone: Profile, context: ChangeContext): Promise<boolean>;
}

export function operatorPeople(client: DynamoDBDocumentClient, TableName: string): OperatorPeople {
  const people = peopleTable(client, TableName);
  const holders = holdersTable(client, TableName);
  const keyOf = (sub: string) => ({ sub, item: PROFILE });
  return {
    ...people,

    async findMarked(marks, signal) {
      const subs = await holders.of(marks, signal);
      const found = await Promise.all(subs.map((sub) => people.find(sub, signal)));
      return found
        .flatMap(({ profile }) => profile ?? [])
        .filter((profile) => claimedMarksOf(profile).some(({ mark }) => marks.includes(mark)));
    },

    async changeStatus(sub, from, to, { by, now, signal }) {
      const changes = { status: to, ...changed(by, now) };
      const change = { TableName, Key: keyOf(sub), changes, expected: { status: from } };
      return (await changeItem(client, change, signal)) as Profile | undefined;
    },

    async remove(sub, { by, now, signal }) {
      const changes = { status: "removed", removedAt: now.toISOString(), ...changed(by, now) };
      const change = { TableName, Key: keyOf(sub), changes, expected: { sub } };
      return (await changeItem(client, change, signal)) as Profile | undefined;
    },

    deletePlaceholder: (sub) =>
      unlessConditionFails(
        client.send(
          new DeleteCommand({
            TableName,
            Key: keyOf(sub),
            ...expectationOf({ status: "suspended", emailVerified: null }),
          }),
        ),
      ),

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
