import {
  AdminGetUserCommand,
  type CognitoIdentityProviderClient,
  UserNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import type { StringMap } from "../cognito-event";

export interface PoolUser {
  readonly enabled: boolean;
  readonly status: string | undefined;
  readonly attributes: StringMap;
}

export interface PoolUsers {
  /** Undefined when the user has been deleted. */
  find(username: string, signal: AbortSignal): Promise<PoolUser | undefined>;
}

/** The users of the pool, as administrators see them. */
export function poolUsers(client: CognitoIdentityProviderClient, UserPoolId: string): PoolUsers {
  return {
    async find(Username, abortSignal) {
      const user = await unlessDeleted(
        client.send(new AdminGetUserCommand({ UserPoolId, Username }), { abortSignal }),
      );
      return (
        user && {
          enabled: user.Enabled === true,
          status: user.UserStatus,
          attributes: Object.fromEntries(
            (user.UserAttributes ?? []).map(({ Name = "", Value = "" }) => [Name, Value]),
          ),
        }
      );
    },
  };
}

async function unlessDeleted<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof UserNotFoundException) return undefined;
    throw error;
  }
}
