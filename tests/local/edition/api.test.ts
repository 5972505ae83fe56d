import { startTestEdition, type TestEdition } from "./start-test-edition";
import { PASSWORD } from "./visitor";

let visited: TestEdition;
beforeAll(async () => {
  visited = await startTestEdition();
});
afterAll(() => visited.stop());

const EMAIL = "ada@acme.example";

const post = (path: string, body: object) =>
  fetch(`${visited.edition.apiUrl}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

test("the functions of the API find the pool, and what is shown of them shows no code and no password", async () => {
  expect((await post("/auth/sign-up", { email: EMAIL, password: PASSWORD })).status).toBe(201);
  const code = visited.code(EMAIL);
  expect((await post("/auth/confirm", { email: EMAIL, code, password: PASSWORD })).status).toBe(204);
  const signedIn = await post("/auth/sign-in", { email: EMAIL, password: PASSWORD });
  const { accessToken } = (await signedIn.json()) as { accessToken: string };
  expect(accessToken).toEqual(expect.any(String));

  const shown = await (await fetch(`${visited.edition.poolUrl}/invocations`)).text();
  expect(shown).toContain("POST /auth/confirm");
  for (const secret of [PASSWORD, code, accessToken]) expect(shown).not.toContain(secret);
});

test("the outputs that are shown name the API on this computer, those of the stack stay the template's", async () => {
  const { poolUrl, apiUrl, stack } = visited.edition;
  const { outputs, region, pool, httpApi } = stack;
  const shown = (await (await fetch(`${poolUrl}/outputs`)).json()) as Record<string, string>;
  expect(apiUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(shown).toMatchObject({ ApiUrl: apiUrl, PeopleTableName: outputs.PeopleTableName });
  expect(JSON.parse(shown.FrontEndConfig ?? "")).toEqual({
    region,
    userPoolId: pool.id,
    userPoolClientId: visited.webClient,
    apiUrl,
    refreshTokenCookie: "off",
    passwordMinLength: 12,
    passwordRequires: "lowercase,uppercase,number",
  });
  expect(JSON.stringify(shown)).not.toContain("execute-api");
  expect(outputs.ApiUrl).toBe(`https://${httpApi?.domainName}`);
});
