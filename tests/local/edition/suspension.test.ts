import { startTestEdition, type TestEdition } from "./start-test-edition";
import { join, refresh, signIn } from "./visitor";

let visited: TestEdition;
beforeAll(async () => {
  visited = await startTestEdition();
});
afterAll(() => visited.stop());

const changeStatus = async (sub: string, status: string) =>
  visited.tables.put("PeopleTable", {
    ...(await visited.tables.get("PeopleTable", { sub, item: "profile" })),
    status,
  });

test("a suspended person is told so at sign-in and at refresh, and comes back when restored", async () => {
  const email = "ada@acme.example";
  const sub = await join(visited, email);
  const { AuthenticationResult } = await signIn(visited, email);
  await changeStatus(sub, "suspended");
  visited.newSources();

  await expect(signIn(visited, email)).rejects.toMatchObject({
    name: "UserLambdaValidationException",
    message:
      "PostAuthentication failed with error Your access is suspended. Please contact your administrator.",
  });
  await expect(refresh(visited, AuthenticationResult?.RefreshToken)).rejects.toMatchObject({
    name: "UserLambdaValidationException",
    message:
      "PreTokenGeneration failed with error Your access is suspended. Please contact your administrator.",
  });
  expect(visited.newSources()).toEqual([
    "PreAuthentication_Authentication",
    "PostAuthentication_Authentication",
    "TokenGeneration_RefreshTokens",
  ]);

  await changeStatus(sub, "active");
  await expect(refresh(visited, AuthenticationResult?.RefreshToken)).resolves.toMatchObject({
    AuthenticationResult: { AccessToken: expect.any(String) },
  });
});

test("who does not know the password does not learn of a suspension", async () => {
  const email = "grace@acme.example";
  await changeStatus(await join(visited, email), "suspended");
  await expect(signIn(visited, email, "Not-My-Password-1")).rejects.toMatchObject({
    name: "NotAuthorizedException",
    message: "Incorrect username or password.",
  });
});
