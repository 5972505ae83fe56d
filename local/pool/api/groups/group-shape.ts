import type { Group, Pool } from "../../pool";
import { epochSeconds } from "../epoch-seconds";

export const groupShape = (pool: Pick<Pool, "settings">, group: Group) => ({
  GroupName: group.name,
  UserPoolId: pool.settings.id,
  ...(group.description !== undefined && { Description: group.description }),
  ...(group.roleArn !== undefined && { RoleArn: group.roleArn }),
  ...(group.precedence !== undefined && { Precedence: group.precedence }),
  LastModifiedDate: epochSeconds(group.modifiedAt),
  CreationDate: epochSeconds(group.createdAt),
});
