import type { Group, Pool } from "../../pool";
import type { GroupSettings } from "../../settings";
import { checkPoolId } from "../calling-client";
import { resourceNotFound } from "../errors";
import { ARN, GROUP_NAME, USER_POOL_ID } from "../input/members";
import { type InputOf, required, text, whole } from "../input/shapes";

/** A group that an administrators' operation names. */
export const NAMED_GROUP = { UserPoolId: required(USER_POOL_ID), GroupName: required(GROUP_NAME) };

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
  checkPoolId(pool, input);
  const group = pool.groups.get(input.GroupName);
  if (group === undefined) throw resourceNotFound("Group not found.");
  return group;
}
