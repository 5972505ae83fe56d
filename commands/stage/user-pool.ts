import {
  type CognitoIdentityProviderClient,
  paginateListUserPools,
} from "@aws-sdk/client-cognito-identity-provider";
import { CommandError } from "../cli/errors";
import type { Place } from "./place";
import { SERVICE } from "./table-names";

/** The environment variable that names the user pool. */
export const POOL_VARIABLE = "USER_POOL_ID";

/**
 * Finds the pool of a stage by the name that infra/user-pool.yml gives it. An id decides between several of that name, and must
 * belong to one of them.
 */
export async function findPool(
  client: CognitoIdentityProviderClient,
  place: Place,
  id?: string,
): Promise<string> {
  const name = `${SERVICE}-${place.stage}`;
  const ids: string[] = [];
  for await (const { UserPools = [] } of paginateListUserPools({ client }, { MaxResults: 60 }))
    ids.push(...UserPools.filter(({ Name }) => Name === name).flatMap(({ Id }) => Id ?? []));
  const where = place.poolEndpoint === undefined ? `in ${place.region}` : `at ${place.poolEndpoint}`;
  if (id !== undefined && !ids.includes(id))
    throw new CommandError(`${id} is no user pool ${name} ${where}.`);
  const [found, ...others] = id === undefined ? ids.sort() : [id];
  if (found === undefined) throw new CommandError(`There is no user pool ${name} ${where}.`);
  if (others.length > 0)
    throw new CommandError(
      `There are several user pools ${name}: ${ids.join(", ")}. One of them may be left over from an earlier stack; ` +
        `name the right one in ${POOL_VARIABLE}.`,
    );
  return found;
}
