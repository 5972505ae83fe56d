import { startTestEdition, TEST_FLOOR, type TestEdition } from "../../local/edition/start-test-edition";
import { PASSWORD } from "../../local/edition/visitor";
import { addressOf, KINDS, QUESTIONS } from "./kinds";
import { type Answer, ask, verdictOf } from "./visitor";

const FLOOR = 2 * TEST_FLOOR;

let visited: TestEdition;
beforeAll(async () => {
  visited = await startTestEdition();
});
afterAll(() => visited.stop());

/** What the API answers for one address of each kind, all of them fresh. */
async function answersOf(route: string, body: object): Promise<Record<string, Answer>> {
  const answers: Record<string, Answer> = {};
  for (const [kind, become] of Object.entries(KINDS)) {
    const email = addressOf(kind, route.replace(/.*\//, ""));
    await become(visited, email);
    answers[kind] = await ask(visited, route, { body: { email, ...body } });
  }
  return answers;
}

const told = ({ status, headers, text }: Answer) => ({
  status,
  type: headers.get("content-type"),
  length: headers.get("content-length"),
  text,
});

test.each([
  ["POST /auth/sign-in", "401 wrong-credentials"],
  ["POST /auth/confirm", "400 wrong-code"],
  ["POST /auth/resend-code", "204"],
  ["POST /auth/forgot-password", "204"],
  ["POST /auth/reset-password", "400 wrong-code"],
])("%s answers %s for every address, and not before the floor", async (route, verdict) => {
  const { invocations } = visited.edition.lambda;
  const before = invocations.length;
  const { unknown, ...others } = await answersOf(route, QUESTIONS[route] ?? {});
  if (unknown === undefined) throw new Error("nobody was asked for");
  expect(verdictOf(unknown)).toBe(verdict);
  for (const [kind, answer] of Object.entries(others))
    expect([kind, told(answer)]).toEqual([kind, told(unknown)]);
  const taken = invocations
    .slice(before)
    .filter(({ functionName }) => functionName.endsWith("api-auth"))
    .map(({ log: [line] }) => (line as { milliseconds: number }).milliseconds);
  expect(taken).toHaveLength(Object.keys(KINDS).length);
  for (const milliseconds of taken) expect(milliseconds).toBeGreaterThanOrEqual(FLOOR - 1);
});

test("a legacy user whom a forgotten password has brought over is not told apart by the next sign-in", async () => {
  const email = "moved@acme.example";
  await KINDS.legacy?.(visited, email);
  await ask(visited, "POST /auth/forgot-password", { body: { email } });
  expect(visited.code(email)).toMatch(/^\d{6}$/);
  const signIn = (who: string) =>
    ask(visited, "POST /auth/sign-in", { body: { email: who, password: "Not-My-Password-1" } });
  expect(told(await signIn(email))).toEqual(told(await signIn("nobody@acme.example")));
});

test("an address that is known cannot sign up, whatever it is known for, and that is all that is said", async () => {
  const { unknown, ...others } = await answersOf("POST /auth/sign-up", { password: PASSWORD });
  expect(unknown?.status).toBe(201);
  const [first, ...rest] = Object.values(others).map(told);
  expect(first).toMatchObject({ status: 409, text: expect.stringContaining('"account-exists"') });
  for (const answer of rest) expect(answer).toEqual(first);
});
