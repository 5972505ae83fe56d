import {
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
  UserNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import type { StringMap } from "../json";

export interface PoolUser {
  readonly enabled: boolean;
  readonly status: string | undefined;
  readonly attributes: StringMap;
}

export interface PoolUsers {
  /** Undefined when the user has been deleted. */
  find(username: string, signal: AbortSignal): Promise<PoolUser | undefined>;
  /** Whatever the password was before, it opens nothing any more, and no session that it has opened goes on. */
  replacePassword(username: string, password: string, signal: AbortSignal): Promise<void>;
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
    async replacePassword(Username, Password, abortSignal) {
      await client.send(
        new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }),
        { abortSignal },
      );
      await client.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username }), { abortSignal });
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
