import {
  AdminCreateUserCommand,
  type AuthenticationResultType,
  ConfirmSignUpCommand,
  GetUserCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { settings, type TestPool, WEB } from "./test-pool";

export const EMAIL = "ada@acme.example";
export const PASSWORD = "Correct-Horse-7";
export const NEW_PASSWORD = "Battery-Staple-8";
export const TEMPORARY = "Temporary-Pass-1";

type Credentials = { email?: string; password?: string; clientId?: string };

export async function signUp({ client }: TestPool, { email = EMAIL, clientId = WEB }: Credentials = {}) {
  const { UserSub = "" } = await client.send(
    new SignUpCommand({ ClientId: clientId, Username: email, Password: PASSWORD }),
  );
  return UserSub;
}

export const confirm = (
  { client, code }: TestPool,
  { email = EMAIL, typed = code(email) }: { email?: string; typed?: string } = {},
) => client.send(new ConfirmSignUpCommand({ ClientId: WEB, Username: email, ConfirmationCode: typed }));

/** Somebody who has signed up and confirmed their address. */
export async function join(test: TestPool, credentials: Credentials = {}): Promise<string> {
  const sub = await signUp(test, credentials);
  await confirm(test, credentials);
  return sub;
}

/** Somebody whom an administrator has created, with a temporary password. */
export const invite = ({ client }: TestPool, email = EMAIL) =>
  client.send(
    new AdminCreateUserCommand({
      UserPoolId: settings().id,
      Username: email,
      TemporaryPassword: TEMPORARY,
      MessageAction: "SUPPRESS",
      UserAttributes: [
        { Name: "email", Value: email },
        { Name: "email_verified", Value: "true" },
      ],
    }),
  );

export const signIn = (
  { client }: TestPool,
  { email = EMAIL, password = PASSWORD, clientId = WEB }: Credentials = {},
) =>
  client.send(
    new InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  );

/** The tokens of a sign-in that needs no challenge. */
export async function tokensOf(test: TestPool, credentials: Credentials = {}) {
  const { AuthenticationResult } = await signIn(test, credentials);
  return AuthenticationResult as Required<Omit<AuthenticationResultType, "NewDeviceMetadata">>;
}

export async function attributesOf({ client }: TestPool, AccessToken: string) {
  const { UserAttributes = [] } = await client.send(new GetUserCommand({ AccessToken }));
  return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
}

export const refusal = (name: string, message: string) => ({ name, message });
export const WRONG_PASSWORD = refusal("NotAuthorizedException", "Incorrect username or password.");
export const WRONG_CODE = refusal(
  "CodeMismatchException",
  "Invalid verification code provided, please try again.",
);
export const NO_CODE = refusal("ExpiredCodeException", "Invalid code provided, please request a code again.");
export const TOO_OFTEN = refusal(
  "LimitExceededException",
  "Attempt limit exceeded, please try after some time.",
);

/** Six digits, and not those that were sent. */
export const wrongCode = (right: string): string => String((Number(right) + 1) % 1_000_000).padStart(6, "0");
