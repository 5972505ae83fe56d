import {
  type CognitoIdentityProviderClient,
  paginateListUserPools,
} from "@aws-sdk/client-cognito-identity-provider";
import { CommandError } from "../cli/errors";
import type { Place } from "./place";
import { stackOf } from "./table-names";

/** The environment variable that names the user pool. */
export const POOL_VARIABLE = "USER_POOL_ID";

/**
 * Finds the pool of a stage by the name that infra/user-pool.yml gives it; undefined if there is none. An id decides between
 * several of that name, and must belong to one of them.
 */
export async function findPool(
  client: CognitoIdentityProviderClient,
  place: Place,
  id?: string,
): Promise<string | undefined> {
  const name = stackOf(place);
  const ids: string[] = [];
  for await (const { UserPools = [] } of paginateListUserPools({ client }, { MaxResults: 60 }))
    ids.push(...UserPools.filter(({ Name }) => Name === name).flatMap(({ Id }) => Id ?? []));
  if (id !== undefined && !ids.includes(id))
    throw new CommandError(`${id} is no user pool ${name} ${whereIs(place)}.`);
  const [found, ...others] = id === undefined ? ids.sort() : [id];
  if (others.length > 0)
    throw new CommandError(
      `There are several user pools ${name}: ${ids.join(", ")}. One of them may be left over from an earlier stack; ` +
        `name the right one in ${POOL_VARIABLE}.`,
    );
  return found;
}

export async function choosePool(client: CognitoIdentityProviderClient, place: Place): Promise<string> {
  const found = await findPool(client, place);
  if (found === undefined)
    throw new CommandError(`There is no user pool ${stackOf(place)} ${whereIs(place)}.`);
  return found;
}

const whereIs = ({ region, poolEndpoint }: Place): string =>
  poolEndpoint === undefined ? `in ${region}` : `at ${poolEndpoint}`;
