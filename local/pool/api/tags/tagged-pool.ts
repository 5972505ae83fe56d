import type { Pool } from "../../pool";
import type { UserPools } from "../../user-pools";
import { invalidParameter, resourceNotFound } from "../errors";
import { ARN } from "../input/members";
import { required } from "../input/shapes";

export const TAGGED = { ResourceArn: required(ARN) };

/** Only pools have tags here. Other resources of Cognito have none. */
export function taggedPool(pools: UserPools, { ResourceArn: arn }: { readonly ResourceArn: string }): Pool {
  const pool = pools.all().find(({ settings }) => settings.arn === arn);
  if (pool !== undefined) return pool;
  const [, id] = /:userpool\/([\w-]+)$/.exec(arn) ?? [];
  if (id === undefined) throw invalidParameter(`${arn} is not the ARN of a user pool.`);
  throw resourceNotFound(`User pool ${id} does not exist.`);
}
