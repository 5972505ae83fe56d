import {
  AssociateSoftwareTokenCommand,
  ChangePasswordCommand,
  type CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  GetTokensFromRefreshTokenCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
  SignUpCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { StringMap } from "../json";
import { ownPasskeys } from "./own-passkeys";
import { by } from "./user-agent";

/** The options of every request. */
interface RequestOptions {
  readonly clientMetadata?: StringMap | undefined;
  readonly signal: AbortSignal;
}

/**
 * A request that opens or renews a session also tells the device, so that people recognise it in their list of
 * sessions.
 */
interface SessionOptions extends RequestOptions {
  readonly userAgent: string | undefined;
}

const attributeList = (attributes: StringMap) =>
  Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));

/** The operations that anybody may call through an app client. The function needs no permission for them. */
export function appClient(client: CognitoIdentityProviderClient, ClientId: string) {
  return {
    signUp: (
      person: {
        email: string;
        password: string | undefined;
        attributes: StringMap;
        validationData: StringMap;
      },
      { clientMetadata, signal }: RequestOptions,
    ) =>
      client.send(
        new SignUpCommand({
          ClientId,
          Username: person.email,
          Password: person.password,
          UserAttributes: attributeList({ ...person.attributes, email: person.email }),
          ValidationData: attributeList(person.validationData),
          ClientMetadata: clientMetadata,
        }),
        { abortSignal: signal },
      ),
    confirm: (Username: string, ConfirmationCode: string, { clientMetadata, signal }: RequestOptions) =>
      client.send(
        new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode, ClientMetadata: clientMetadata }),
        { abortSignal: signal },
      ),
    resendCode: (Username: string, { clientMetadata, signal }: RequestOptions) =>
      client.send(new ResendConfirmationCodeCommand({ ClientId, Username, ClientMetadata: clientMetadata }), {
        abortSignal: signal,
      }),
    /** Sends the password itself, because the migration of legacy users has to see it. */
    signIn: (USERNAME: string, PASSWORD: string, { clientMetadata, signal, userAgent }: SessionOptions) =>
      client.send(
        by(
          userAgent,
          new InitiateAuthCommand({
            ClientId,
            AuthFlow: "USER_PASSWORD_AUTH",
            AuthParameters: { USERNAME, PASSWORD },
            ClientMetadata: clientMetadata,
          }),
        ),
        { abortSignal: signal },
      ),
    /** Begins a sign-in without a password. Cognito asks for the code that it sends, or for a passkey. */
    signInBy: (
      PREFERRED_CHALLENGE: OtherWay,
      USERNAME: string,
      { clientMetadata, signal, userAgent }: SessionOptions,
    ) =>
      client.send(
        by(
          userAgent,
          new InitiateAuthCommand({
            ClientId,
            AuthFlow: "USER_AUTH",
            AuthParameters: { USERNAME, PREFERRED_CHALLENGE },
            ClientMetadata: clientMetadata,
          }),
        ),
        { abortSignal: signal },
      ),
    answerChallenge: (
      answer: { challenge: ChallengeName; session: string; responses: Record<string, string> },
      { clientMetadata, signal, userAgent }: SessionOptions,
    ) =>
      client.send(
        by(
          userAgent,
          new RespondToAuthChallengeCommand({
            ClientId,
            ChallengeName: answer.challenge,
            Session: answer.session,
            ChallengeResponses: answer.responses,
            ClientMetadata: clientMetadata,
          }),
        ),
        { abortSignal: signal },
      ),
    beginAuthenticator: (Session: string, { signal }: RequestOptions) =>
      client.send(new AssociateSoftwareTokenCommand({ Session }), { abortSignal: signal }),
    verifyAuthenticator: (Session: string, UserCode: string, { signal }: RequestOptions) =>
      client.send(new VerifySoftwareTokenCommand({ Session, UserCode }), { abortSignal: signal }),
    refresh: (RefreshToken: string, { clientMetadata, signal, userAgent }: SessionOptions) =>
      client.send(
        by(
          userAgent,
          new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken, ClientMetadata: clientMetadata }),
        ),
        { abortSignal: signal },
      ),
    revoke: (Token: string, { signal }: RequestOptions) =>
      client.send(new RevokeTokenCommand({ ClientId, Token }), { abortSignal: signal }),
    signOutEverywhere: (AccessToken: string, { signal }: RequestOptions) =>
      client.send(new GlobalSignOutCommand({ AccessToken }), { abortSignal: signal }),
    /** Cognito lets nobody have more passkeys than fit on one page. */
    removePasskeys: async (accessToken: string, { signal }: RequestOptions) => {
      const passkeys = ownPasskeys(client);
      for (const { id } of await passkeys.list(accessToken, signal))
        await passkeys.remove(accessToken, id, signal);
    },
    forgotPassword: (Username: string, { clientMetadata, signal }: RequestOptions) =>
      client.send(new ForgotPasswordCommand({ ClientId, Username, ClientMetadata: clientMetadata }), {
        abortSignal: signal,
      }),
    resetPassword: (
      { email, code, newPassword }: { email: string; code: string; newPassword: string },
      { clientMetadata, signal }: RequestOptions,
    ) =>
      client.send(
        new ConfirmForgotPasswordCommand({
          ClientId,
          Username: email,
          ConfirmationCode: code,
          Password: newPassword,
          ClientMetadata: clientMetadata,
        }),
        { abortSignal: signal },
      ),
    changePassword: (
      change: { accessToken: string; currentPassword: string; newPassword: string },
      { signal }: RequestOptions,
    ) =>
      client.send(
        new ChangePasswordCommand({
          AccessToken: change.accessToken,
          PreviousPassword: change.currentPassword,
          ProposedPassword: change.newPassword,
        }),
        { abortSignal: signal },
      ),
  };
}

export type AppClient = ReturnType<typeof appClient>;

/** How somebody signs in without a password. */
export type OtherWay = "EMAIL_OTP" | "WEB_AUTHN";

export type ChallengeName =
  | OtherWay
  | "NEW_PASSWORD_REQUIRED"
  | "SOFTWARE_TOKEN_MFA"
  | "SMS_MFA"
  | "SELECT_MFA_TYPE"
  | "MFA_SETUP";
