import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { settings, type TestPool, WEB } from "../../local/pool/test-pool";

const UserPoolId = settings().id;
const Password = "Analytical-Engine-1843";

/** Somebody in the pool with a password of their own, as the migration leaves them. Returns their sub. */
export async function putUser(
  { client }: TestPool,
  email: string,
  attributes: Readonly<Record<string, string>>,
): Promise<string> {
  const UserAttributes = Object.entries({ email, ...attributes }).map(([Name, Value]) => ({ Name, Value }));
  const { User } = await client.send(
    new AdminCreateUserCommand({ UserPoolId, Username: email, MessageAction: "SUPPRESS", UserAttributes }),
  );
  const Username = User?.Username ?? "";
  await client.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }));
  return Username;
}

/** Somebody who has signed up and not entered the code. Returns their sub. */
export async function signUp({ client }: TestPool, email: string): Promise<string> {
  const { UserSub = "" } = await client.send(new SignUpCommand({ ClientId: WEB, Username: email, Password }));
  return UserSub;
}
