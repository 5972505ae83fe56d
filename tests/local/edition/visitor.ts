import { createPublicKey, type JsonWebKey, verify } from "node:crypto";
import {
  type AuthenticationResultType,
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { TestEdition } from "./start-test-edition";

/** What somebody in front of the application does. */
export const PASSWORD = "Analytical-Engine-1843";

/** By the secret of an invitation's link, if there is one. */
export async function signUp(
  { client, webClient }: TestEdition,
  email: string,
  invitation?: string,
): Promise<string> {
  const { UserSub = "" } = await client.send(
    new SignUpCommand({
      ClientId: webClient,
      Username: email,
      Password: PASSWORD,
      ...(invitation !== undefined && { ValidationData: [{ Name: "invitation", Value: invitation }] }),
    }),
  );
  return UserSub;
}

export const confirm = ({ client, webClient, code }: TestEdition, email: string) =>
  client.send(
    new ConfirmSignUpCommand({ ClientId: webClient, Username: email, ConfirmationCode: code(email) }),
  );

/** Somebody who has signed up and proven their address. */
export async function join(test: TestEdition, email: string, invitation?: string): Promise<string> {
  const sub = await signUp(test, email, invitation);
  await confirm(test, email);
  return sub;
}

export const signIn = ({ client, webClient }: TestEdition, email: string, password = PASSWORD) =>
  client.send(
    new InitiateAuthCommand({
      ClientId: webClient,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  );

export const refresh = ({ client, webClient }: TestEdition, token: string | undefined) =>
  client.send(
    new InitiateAuthCommand({
      ClientId: webClient,
      AuthFlow: "REFRESH_TOKEN_AUTH",
      AuthParameters: { REFRESH_TOKEN: token ?? "" },
    }),
  );

type Claims = Record<string, unknown>;

/** The claims of both tokens, which must have been signed with the keys that the pool shows. */
export async function claimsOf(test: TestEdition, tokens: AuthenticationResultType | undefined) {
  const { poolUrl, stack } = test.edition;
  const response = await fetch(`${poolUrl}/${stack.pool.id}/.well-known/jwks.json`);
  const { keys } = (await response.json()) as { keys: (JsonWebKey & { kid: string })[] };
  const read = (token = ""): Claims => {
    const [header = "", payload = "", signature = ""] = token.split(".");
    const { kid, alg } = decode(header);
    const key = keys.find((candidate) => candidate.kid === kid);
    if (key === undefined || alg !== "RS256") throw new Error(`no key ${kid} for ${alg}`);
    const content = Buffer.from(`${header}.${payload}`);
    const publicKey = createPublicKey({ key, format: "jwk" });
    if (!verify("sha256", content, publicKey, Buffer.from(signature, "base64url")))
      throw new Error("the signature is not the pool's");
    return decode(payload);
  };
  return { id: read(tokens?.IdToken), access: read(tokens?.AccessToken) };
}

const decode = (part: string): Claims => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
