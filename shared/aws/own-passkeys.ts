import {
  type CognitoIdentityProviderClient,
  CompleteWebAuthnRegistrationCommand,
  type CompleteWebAuthnRegistrationCommandInput,
  DeleteWebAuthnCredentialCommand,
  ListWebAuthnCredentialsCommand,
  StartWebAuthnRegistrationCommand,
} from "@aws-sdk/client-cognito-identity-provider";

/** A passkey as Cognito describes it to its owner. */
export interface OwnPasskey {
  readonly id: string;
  readonly name: string | undefined;
  readonly domain: string | undefined;
  readonly attachment: string | undefined;
  readonly createdAt: Date | undefined;
}

export type NewPasskey = CompleteWebAuthnRegistrationCommandInput["Credential"];

/** What the owner of an access token may do with their passkeys. The token is the only permission needed. */
export interface OwnPasskeys {
  list(accessToken: string, signal: AbortSignal): Promise<readonly OwnPasskey[]>;
  /** The options for `navigator.credentials.create`, as JSON. */
  begin(accessToken: string, signal: AbortSignal): Promise<unknown>;
  /** @param credential what `navigator.credentials.create` returned, as JSON */
  add(accessToken: string, credential: NewPasskey, signal: AbortSignal): Promise<void>;
  remove(accessToken: string, id: string, signal: AbortSignal): Promise<void>;
}

export function ownPasskeys(client: CognitoIdentityProviderClient): OwnPasskeys {
  return {
    /** Cognito lets nobody have more passkeys than fit on one page. */
    async list(AccessToken, abortSignal) {
      const { Credentials = [] } = await client.send(
        new ListWebAuthnCredentialsCommand({ AccessToken, MaxResults: 20 }),
        { abortSignal },
      );
      return Credentials.map((credential) => ({
        id: credential.CredentialId ?? "",
        name: credential.FriendlyCredentialName,
        domain: credential.RelyingPartyId,
        attachment: credential.AuthenticatorAttachment,
        createdAt: credential.CreatedAt,
      }));
    },
    async begin(AccessToken, abortSignal) {
      const { CredentialCreationOptions } = await client.send(
        new StartWebAuthnRegistrationCommand({ AccessToken }),
        { abortSignal },
      );
      return CredentialCreationOptions;
    },
    async add(AccessToken, Credential, abortSignal) {
      await client.send(new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential }), {
        abortSignal,
      });
    },
    async remove(AccessToken, CredentialId, abortSignal) {
      await client.send(new DeleteWebAuthnCredentialCommand({ AccessToken, CredentialId }), { abortSignal });
    },
  };
}
