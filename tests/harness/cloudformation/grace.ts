import {
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { ACME, invitation } from "../people";
import type { Account } from "./account";
import type { Stacks } from "./stacks";

export const GRACE = { Username: "grace@acme.example", Password: "Correct-Horse-7" };

/** Writes an item into a table of a stack. */
export const putInto =
  (account: Account, stacks: Stacks, stack: string) => (table: string, Item: Record<string, unknown>) =>
    account.tables.client.send(new PutCommand({ TableName: stacks.idOf(stack, table), Item }));

/** Acme invites Grace as an admin, and she signs up through an app client. */
export async function joinGrace(
  account: Account,
  put: ReturnType<typeof putInto>,
  ClientId: string,
): Promise<void> {
  const { Username, Password } = GRACE;
  await put("TenantsTable", ACME);
  await put("InvitationsTable", invitation({ email: Username, role: "admin" }));
  const ClientMetadata = { invitation: "the-secret-of-an-invitation" };
  await account.cognito.send(new SignUpCommand({ ClientId, Username, Password, ClientMetadata }));
  const ConfirmationCode = account.code(Username);
  await account.cognito.send(new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode }));
}

/** The claims of her ID token after a sign-in through an app client. */
export async function claimsOfGrace(
  { cognito }: Account,
  ClientId: string,
): Promise<Record<string, unknown>> {
  const AuthParameters = { USERNAME: GRACE.Username, PASSWORD: GRACE.Password };
  const { AuthenticationResult } = await cognito.send(
    new InitiateAuthCommand({ ClientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters }),
  );
  const payload = AuthenticationResult?.IdToken?.split(".")[1] ?? "";
  return JSON.parse(Buffer.from(payload, "base64url").toString());
}
