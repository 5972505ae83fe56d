import { AdminCreateUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { TestEdition } from "../../local/edition/start-test-edition";
import { join, PASSWORD } from "../../local/edition/visitor";

/** What an application does that knows nothing but the address of the API. */
export interface Asked {
  readonly body?: unknown;
  /** Of the Authorization header. */
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined if there was none. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

/** Sends JSON. A text goes as it is. */
export async function ask(
  { edition }: TestEdition,
  route: string,
  { body, token, headers }: Asked = {},
): Promise<Answer> {
  const [method = "", path] = route.split(" ");
  const response = await fetch(`${edition.apiUrl}${path}`, {
    method,
    headers: {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: text === "" ? undefined : JSON.parse(text),
  };
}

/** `200`, `403 refused`; without a code, it is the gateway that refuses. */
export const verdictOf = ({ status, body }: Answer): string =>
  body?.code === undefined ? String(status) : `${status} ${body.code}`;

export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string;
}

export interface Member extends Tokens {
  readonly sub: string;
  readonly email: string;
}

/** Signs in, with the tokens in the body. */
export async function signIn(test: TestEdition, email: string, password = PASSWORD): Promise<Tokens> {
  const answer = await ask(test, "POST /auth/sign-in", { body: { email, password } });
  if (typeof answer.body?.accessToken !== "string") throw new Error(`signing in: ${verdictOf(answer)}`);
  return answer.body as unknown as Tokens;
}

/** Somebody of Acme who is signed in. */
export async function member(test: TestEdition, name: string): Promise<Member> {
  const email = `${name}@acme.example`;
  const sub = await join(test, email);
  return { sub, email, ...(await signIn(test, email)) };
}

/** Somebody of Acme whom an administrator has created, with a password for once. */
export async function invite({ client, edition }: TestEdition, name: string): Promise<string> {
  const email = `${name}@acme.example`;
  await client.send(
    new AdminCreateUserCommand({
      UserPoolId: edition.stack.pool.id,
      Username: email,
      TemporaryPassword: PASSWORD,
      UserAttributes: [
        { Name: "email", Value: email },
        { Name: "email_verified", Value: "true" },
      ],
    }),
  );
  return email;
}

/** The claims of a token. */
export const claimsIn = (token: unknown): Readonly<Record<string, unknown>> =>
  JSON.parse(Buffer.from(String(token).split(".")[1] ?? "", "base64url").toString());
