import {
  AdminGetUserCommand,
  AdminLinkProviderForUserCommand,
  AdminListGroupsForUserCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import type { StringMap } from "../json";
import { QUICK_AWS_CLIENT } from "../runtime/time-budget";
import { isNamed } from "./named-errors";

/** A user of the pool who may be the person that a provider has signed in. */
export interface LinkableUser {
  readonly username: string;
  readonly enabled: boolean;
  readonly status: string | undefined;
  readonly attributes: StringMap;
}

export interface ProviderAccount {
  readonly provider: string;
  readonly subject: string;
}

/** The users of a pool, and their accounts at identity providers. */
export interface AccountLinks {
  /** Finds a user by the address that they sign in with; undefined if there is none. */
  findByEmail(address: string, signal: AbortSignal): Promise<LinkableUser | undefined>;
  isInGroup(username: string, signal: AbortSignal): Promise<boolean>;
  /** False if Cognito refuses the link: for a user with an attribute that can never change, or with five accounts. */
  link(username: string, account: ProviderAccount, signal: AbortSignal): Promise<boolean>;
}

/** The one client of a container. A call of Cognito within a trigger has as little time as a call of a table. */
export function accountLinks(): (userPoolId: string) => AccountLinks {
  const client = new CognitoIdentityProviderClient(QUICK_AWS_CLIENT);
  return (UserPoolId) => ({
    async findByEmail(Username, abortSignal) {
      try {
        const user = await client.send(new AdminGetUserCommand({ UserPoolId, Username }), { abortSignal });
        const attributes = (user.UserAttributes ?? []).map(({ Name = "", Value = "" }) => [Name, Value]);
        return {
          username: user.Username ?? Username,
          enabled: user.Enabled === true,
          status: user.UserStatus,
          attributes: Object.fromEntries(attributes),
        };
      } catch (error) {
        if (isNamed(error, "UserNotFoundException")) return undefined;
        throw error;
      }
    },
    async isInGroup(Username, abortSignal) {
      const { Groups = [] } = await client.send(
        new AdminListGroupsForUserCommand({ UserPoolId, Username, Limit: 1 }),
        { abortSignal },
      );
      return Groups.length > 0;
    },
    async link(username, { provider, subject }, abortSignal) {
      try {
        await client.send(
          new AdminLinkProviderForUserCommand({
            UserPoolId,
            DestinationUser: { ProviderName: "Cognito", ProviderAttributeValue: username },
            SourceUser: {
              ProviderName: provider,
              ProviderAttributeName: "Cognito_Subject",
              ProviderAttributeValue: subject,
            },
          }),
          { abortSignal },
        );
        return true;
      } catch (error) {
        if (isNamed(error, "InvalidParameterException", "LimitExceededException")) return false;
        throw error;
      }
    },
  });
}
