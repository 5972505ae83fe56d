import { invalidParameter, resourceNotFound } from "./errors";
import type { Group, Pool } from "./pool";
import { checkPoolId, type Input, optionalInteger, optionalText, requireText } from "./request";
import type { GroupSettings } from "./settings";

const ARN = /^arn:[\w+=/,.@-]+:[\w+=/,.@-]+:[\w+=/,.@-]*:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+){0,2}$/;

export function readGroup(input: Input): Omit<GroupSettings, "name"> {
  const roleArn = optionalText(input, "RoleArn");
  if (roleArn !== undefined && !ARN.test(roleArn))
    throw invalidParameter(
      `1 validation error detected: Value '${roleArn}' at 'roleArn' failed to satisfy constraint: Member must satisfy regular expression pattern: ${ARN.source}`,
    );
  return {
    description: input.Description === "" ? "" : optionalText(input, "Description"),
    precedence: optionalInteger(input, "Precedence", { least: 0, most: 2 ** 31 - 1 }),
    roleArn,
  };
}

export function namedGroup(pool: Pool, input: Input): Group {
  checkPoolId(pool, input);
  const group = pool.groups.get(requireText(input, "GroupName", 128));
  if (group === undefined) throw resourceNotFound("Group not found.");
  return group;
}
