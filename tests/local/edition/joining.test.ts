import {
  AdminCreateUserCommand,
  GetUserCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { INVITATION_SECRET, invitation } from "../../harness/people";
import { startTestEdition, type TestEdition } from "./start-test-edition";
import { claimsOf, confirm, join, PASSWORD, refresh, signIn, signUp } from "./visitor";

let visited: TestEdition;
beforeAll(async () => {
  visited = await startTestEdition();
});
afterAll(() => visited.stop());
beforeEach(() => visited.newSources());

const DAY = 86_400;

/** What both tokens say of somebody who has just signed in. */
const tokensOf = (sub: string, email: string, { role, scopes }: { role: string; scopes: string[] }) => {
  const { pool } = visited.edition.stack;
  const issuer = `https://cognito-idp.eu-central-1.amazonaws.com/${pool.id}`;
  const common = {
    sub,
    iss: issuer,
    auth_time: expect.any(Number),
    iat: expect.any(Number),
    exp: expect.any(Number),
    jti: expect.any(String),
    origin_jti: expect.any(String),
    event_id: expect.any(String),
    "custom:tenant_id": "acme",
    "custom:role": role,
  };
  return {
    id: {
      ...common,
      aud: visited.webClient,
      token_use: "id",
      email,
      email_verified: true,
      "cognito:username": sub,
    },
    access: {
      ...common,
      client_id: visited.webClient,
      token_use: "access",
      username: sub,
      scope: ["aws.cognito.signin.user.admin", ...scopes].join(" "),
    },
  };
};

test("somebody of a tenant's domain signs up, confirms, signs in and refreshes, and both tokens say where they belong", async () => {
  const email = "ada@acme.example";
  const sub = await signUp(visited, email);
  await confirm(visited, email);
  const { AuthenticationResult: first } = await signIn(visited, email);
  const member = { role: "member", scopes: ["api/profile.read", "api/profile.write"] };
  const claims = await claimsOf(visited, first);
  expect(claims).toEqual(tokensOf(sub, email, member));

  visited.pass(3_600);
  await expect(
    visited.client.send(new GetUserCommand({ AccessToken: first?.AccessToken })),
  ).rejects.toMatchObject({ name: "NotAuthorizedException" });
  const { AuthenticationResult: second } = await refresh(visited, first?.RefreshToken);
  const refreshed = await claimsOf(visited, second);
  expect(refreshed).toEqual(tokensOf(sub, email, member));
  expect(Number(refreshed.access.iat)).toBeGreaterThanOrEqual(Number(claims.access.iat) + 3_600);
  expect(refreshed.access.auth_time).toBe(claims.access.auth_time);

  visited.pass(30 * DAY);
  await expect(refresh(visited, first?.RefreshToken)).rejects.toMatchObject({
    name: "NotAuthorizedException",
    message: "Refresh Token has expired",
  });
  expect(visited.newSources()).toEqual([
    "PreSignUp_SignUp",
    "CustomMessage_SignUp",
    "PostConfirmation_ConfirmSignUp",
    "PreAuthentication_Authentication",
    "PostAuthentication_Authentication",
    "TokenGeneration_Authentication",
    "TokenGeneration_RefreshTokens",
  ]);
});

test("the confirmation has written the profile, and the sign-in is noted in it", async () => {
  const sub = await join(visited, "hopper@acme.example");
  const profile = {
    sub,
    item: "profile",
    status: "active",
    activeTenant: "acme",
    origin: "sign-up",
    createdAt: expect.any(String),
    joined: { tenantId: "acme", role: "member", since: expect.any(String) },
    email: "hopper@acme.example",
    emailVerified: true,
    provenAddresses: new Set(["hopper@acme.example"]),
    addresses: new Set(["hopper@acme.example"]),
    changedBy: { kind: "trigger", id: "post-confirmation" },
    changedAt: expect.any(String),
  };
  const key = { sub, item: "profile" };
  expect(await visited.tables.get("PeopleTable", key)).toEqual(profile);
  expect(await visited.tables.get("PeopleTable", { sub, item: "tenant#acme" })).toEqual({
    sub,
    item: "tenant#acme",
    tenantId: "acme",
    role: "member",
    status: "active",
    version: 1,
    since: expect.any(String),
    email: "hopper@acme.example",
    nameKey: expect.any(String),
    addressKey: `hopper@acme.example#${sub}`,
    place: "acme#member#active",
    changedBy: { kind: "trigger", id: "post-confirmation" },
    changedAt: expect.any(String),
  });
  await signIn(visited, "hopper@acme.example");
  expect(await visited.tables.get("PeopleTable", key)).toEqual({
    ...profile,
    lastSignInAt: expect.any(String),
    changedBy: { kind: "trigger", id: "post-authentication" },
  });
});

test("a stranger is refused in words for people, and nothing of them stays", async () => {
  await expect(signUp(visited, "mallory@elsewhere.example")).rejects.toMatchObject({
    name: "UserLambdaValidationException",
    message:
      "PreSignUp failed with error Sign-up is by invitation only. If you are invited, please use the link of your invitation. If you already have an account, please sign in.",
  });
  expect(visited.newSources()).toEqual(["PreSignUp_SignUp"]);
  expect(visited.edition.inbox.messages("mallory@elsewhere.example")).toEqual([]);
  await expect(signIn(visited, "mallory@elsewhere.example")).rejects.toMatchObject({
    name: "NotAuthorizedException",
    message: "Incorrect username or password.",
  });
});

test("an invited person becomes what the invitation says, whatever their domain", async () => {
  const email = "grace@elsewhere.example";
  await visited.tables.put("InvitationsTable", invitation({ email, role: "admin" }));
  await expect(join(visited, email)).rejects.toThrow(
    "PreSignUp failed with error Sign-up is by invitation only",
  );
  const sub = await join(visited, email, INVITATION_SECRET);
  const { AuthenticationResult } = await signIn(visited, email);
  expect(await claimsOf(visited, AuthenticationResult)).toEqual(
    tokensOf(sub, email, {
      role: "admin",
      scopes: ["api/profile.read", "api/profile.write", "api/members.read", "api/members.manage"],
    }),
  );
});

test("a person whom an administrator has created gets a profile with the first tokens, after a password of their own", async () => {
  const email = "emmy@elsewhere.example";
  const { User } = await visited.client.send(
    new AdminCreateUserCommand({
      UserPoolId: visited.edition.stack.pool.id,
      Username: email,
      UserAttributes: [
        { Name: "email", Value: email },
        { Name: "email_verified", Value: "true" },
        { Name: "custom:tenant_id", Value: "acme" },
        { Name: "custom:role", Value: "viewer" },
      ],
    }),
  );
  const sub = User?.Username ?? "";
  expect(await visited.tables.get("PeopleTable", { sub, item: "profile" })).toBeUndefined();

  const { ChallengeName, Session, AuthenticationResult } = await signIn(visited, email, visited.code(email));
  expect([ChallengeName, AuthenticationResult]).toEqual(["NEW_PASSWORD_REQUIRED", undefined]);
  const answered = await visited.client.send(
    new RespondToAuthChallengeCommand({
      ClientId: visited.webClient,
      ChallengeName,
      Session,
      ChallengeResponses: { USERNAME: email, NEW_PASSWORD: PASSWORD },
    }),
  );
  expect(await claimsOf(visited, answered.AuthenticationResult)).toEqual(
    tokensOf(sub, email, { role: "viewer", scopes: ["api/profile.read", "api/profile.write"] }),
  );
  expect(await visited.tables.get("PeopleTable", { sub, item: "profile" })).toEqual({
    sub,
    item: "profile",
    status: "active",
    activeTenant: "acme",
    origin: "admin",
    createdAt: expect.any(String),
    joined: { tenantId: "acme", role: "viewer", since: expect.any(String) },
    email,
    emailVerified: true,
    provenAddresses: new Set([email]),
    addresses: new Set([email]),
    changedBy: { kind: "trigger", id: "pre-token-generation" },
    changedAt: expect.any(String),
  });
  expect(visited.newSources()).toEqual([
    "PreSignUp_AdminCreateUser",
    "CustomMessage_AdminCreateUser",
    "PreAuthentication_Authentication",
    "PostAuthentication_Authentication",
    "TokenGeneration_NewPasswordChallenge",
  ]);
});

test("on a stage without a sender of its own, the mail is in Cognito's own words, with the code in it", async () => {
  const email = "noether@acme.example";
  await signUp(visited, email);
  const [message, ...others] = visited.edition.inbox.messages(email);
  expect(others).toEqual([]);
  const code = visited.code(email);
  expect(code).toMatch(/^\d{6}$/);
  expect(message).toEqual({
    at: expect.any(String),
    medium: "EMAIL",
    to: email,
    username: expect.any(String),
    occasion: "CustomMessage_SignUp",
    subject: "Your verification code",
    body: `Your verification code is ${code}. `,
    code,
  });
});

test("the record of the invocations holds neither passwords nor codes", async () => {
  await join(visited, "joan@acme.example");
  const { AuthenticationResult } = await signIn(visited, "joan@acme.example");
  const record = JSON.stringify(visited.edition.lambda.invocations);
  expect(record).toContain("joan@acme.example");
  for (const secret of [PASSWORD, visited.code("joan@acme.example"), AuthenticationResult?.RefreshToken])
    expect(record).not.toContain(secret);
});
