import {
  AdminDeleteUserCommand,
  AdminForgetDeviceCommand,
  AdminGetUserCommand,
  AdminListDevicesCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import type { StringMap } from "../json";
import { isNamed } from "./named-errors";

export interface PoolUser {
  /** Never changes, unlike the address. */
  readonly username: string;
  readonly enabled: boolean;
  readonly status: string | undefined;
  readonly attributes: StringMap;
  /** The second factors that are on, by Cognito's names. A passkey that counts as both factors is not among them. */
  readonly secondFactors: readonly string[];
}

export interface PoolUsers {
  /** Undefined when the user has been deleted. */
  find(username: string, signal: AbortSignal): Promise<PoolUser | undefined>;
  setPassword(username: string, password: string, signal: AbortSignal): Promise<void>;
  /** Ends every session that has been opened by now. */
  signOut(username: string, signal: AbortSignal): Promise<void>;
  /** Ends the user's sessions, too. A user who does not exist is no error. */
  delete(username: string, signal: AbortSignal): Promise<void>;
  removeSecondFactors(username: string, factors: readonly string[], signal: AbortSignal): Promise<void>;
  /** May only be called where the pool remembers devices. */
  forgetDevices(username: string, signal: AbortSignal): Promise<void>;
  /** Gives the user an address that they have proven. */
  setProvenAddress(username: string, address: string, signal: AbortSignal): Promise<void>;
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
          username: user.Username ?? Username,
          enabled: user.Enabled === true,
          status: user.UserStatus,
          attributes: Object.fromEntries(
            (user.UserAttributes ?? []).map(({ Name = "", Value = "" }) => [Name, Value]),
          ),
          secondFactors: user.UserMFASettingList ?? [],
        }
      );
    },
    async setPassword(Username, Password, abortSignal) {
      await client.send(
        new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }),
        { abortSignal },
      );
    },
    async signOut(Username, abortSignal) {
      await client.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username }), { abortSignal });
    },
    async delete(Username, abortSignal) {
      await unlessDeleted(client.send(new AdminDeleteUserCommand({ UserPoolId, Username }), { abortSignal }));
    },
    async removeSecondFactors(Username, factors, abortSignal) {
      const off = { Enabled: false, PreferredMfa: false };
      await client.send(
        new AdminSetUserMFAPreferenceCommand({
          UserPoolId,
          Username,
          SoftwareTokenMfaSettings: off,
          SMSMfaSettings: off,
          // A pool without these may refuse them, even switched off.
          ...(factors.includes("EMAIL_OTP") && { EmailMfaSettings: off }),
          ...(factors.includes("WEB_AUTHN") && { WebAuthnMfaSettings: { Enabled: false } }),
        }),
        { abortSignal },
      );
    },
    async forgetDevices(Username, abortSignal) {
      const user = { UserPoolId, Username };
      for (;;) {
        // Forgotten devices leave the list, so each page is the first one.
        const { Devices = [] } = await client.send(new AdminListDevicesCommand(user), { abortSignal });
        if (Devices.length === 0) return;
        for (const { DeviceKey } of Devices)
          await client
            .send(new AdminForgetDeviceCommand({ ...user, DeviceKey }), { abortSignal })
            .catch((error: unknown) => {
              // Another call has forgotten it in the meantime.
              if (!isNamed(error, "ResourceNotFoundException")) throw error;
            });
      }
    },
    async setProvenAddress(Username, address, abortSignal) {
      const UserAttributes = [
        { Name: "email", Value: address },
        { Name: "email_verified", Value: "true" },
      ];
      await client.send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username, UserAttributes }), {
        abortSignal,
      });
    },
  };
}

async function unlessDeleted<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isNamed(error, "UserNotFoundException")) return undefined;
    throw error;
  }
}
