import {
  type CognitoIdentityProviderClient,
  UpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { StringMap } from "../json";

/** What the owner of an access token may do in the user pool. The token is the only permission needed. */
export interface TokenOwner {
  /** An empty value removes an attribute. */
  change(accessToken: string, attributes: StringMap, signal: AbortSignal): Promise<void>;
}

export function tokenOwner(client: CognitoIdentityProviderClient): TokenOwner {
  return {
    async change(AccessToken, attributes, abortSignal) {
      const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
      await client.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes }), { abortSignal });
    },
  };
}
