import type { Group, Pool } from "../../pool";
import type { GroupSettings } from "../../settings";
import type { User } from "../../users/user";
import { updateUser } from "../../users/users";
import { epochSeconds } from "../epoch-seconds";
import { resourceNotFound } from "../errors";
import { ARN, GROUP_NAME, NAMED_POOL } from "../input/members";
import { type InputOf, required, text, whole } from "../input/shapes";

/** A group that an administrators' operation names. */
export const NAMED_GROUP = { ...NAMED_POOL, GroupName: required(GROUP_NAME) };

export const GROUP = {
  ...NAMED_GROUP,
  Description: text({ longest: 2_048 }),
  RoleArn: ARN,
  Precedence: whole(0, 2 ** 31 - 1),
};

export const groupSettings = (input: InputOf<typeof GROUP>): Omit<GroupSettings, "name"> => ({
  description: input.Description,
  precedence: input.Precedence,
  roleArn: input.RoleArn,
});

export function namedGroup(pool: Pool, input: InputOf<typeof NAMED_GROUP>): Group {
  const group = pool.groups.get(input.GroupName);
  if (group === undefined) throw resourceNotFound("Group not found.");
  return group;
}

export const membersOf = (pool: Pool, name: string): User[] =>
  pool.users.values().filter(({ groups }) => groups.includes(name));

export const withoutGroup = (pool: Pool, username: string, name: string): User =>
  updateUser(pool, username, ({ groups }) => ({ groups: groups.filter((group) => group !== name) }));

export const groupShape = (pool: Pick<Pool, "settings">, group: Group) => ({
  GroupName: group.name,
  UserPoolId: pool.settings.id,
  Description: group.description,
  RoleArn: group.roleArn,
  Precedence: group.precedence,
  LastModifiedDate: epochSeconds(group.modifiedAt),
  CreationDate: epochSeconds(group.createdAt),
});
