import {
  AdminDisableUserCommand,
  AdminResetUserPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { emailMark, exclusionsTable } from "../../../shared/people/exclusions-table";
import { startTestEdition, type TestEdition } from "../../local/edition/start-test-edition";
import { join, PASSWORD, signUp } from "../../local/edition/visitor";
import { legacyBlaise } from "../../people";
import { type Answer, ask, invite, verdictOf } from "./visitor";

/** Twice the migrationFloor of the stage dev. */
const FLOOR = 400;
const WRONG_PASSWORD = "Not-My-Password-1";

let visited: TestEdition;
const adminOf = (Username: string) => ({ UserPoolId: visited.edition.stack.pool.id, Username });

/** Everything that an address can be here, and how it becomes that. All of them could sign up if they were unknown. */
const KINDS: Readonly<Record<string, (email: string) => Promise<unknown>>> = {
  unknown: async () => undefined,
  confirmed: (email) => join(visited, email),
  unconfirmed: (email) => signUp(visited, email),
  "created by an administrator": (email) => invite(visited, email.replace(/@.*/, "")),
  suspended: async (email) => {
    const sub = await join(visited, email);
    const profile = await visited.tables.get("PeopleTable", { sub, item: "profile" });
    await visited.tables.put("PeopleTable", { ...profile, status: "suspended" });
  },
  disabled: async (email) => {
    await join(visited, email);
    await visited.client.send(new AdminDisableUserCommand(adminOf(email)));
  },
  "to choose a new password": async (email) => {
    await join(visited, email);
    await visited.client.send(new AdminResetUserPasswordCommand(adminOf(email)));
  },
  legacy: (login) =>
    visited.tables.put("LegacyUsersTable", legacyBlaise({ login, legacyId: login, attributes: {} })),
  "legacy, without a verified address": (login) =>
    visited.tables.put(
      "LegacyUsersTable",
      legacyBlaise({ login, legacyId: login, attributes: {}, emailVerified: false }),
    ),
  "excluded and gone": (email) => {
    const { stack, tables } = visited.edition;
    const since = new Date().toISOString();
    return exclusionsTable(tables.client, stack.outputs.PeopleTableName ?? "").exclude(emailMark(email), {
      status: "suspended",
      since,
    });
  },
};

const addressOf = (kind: string, prefix: string) => `${prefix}-${kind.replace(/\W+/g, "-")}@acme.example`;

beforeAll(async () => {
  visited = await startTestEdition();
});
afterAll(() => visited.stop());

/** What the API answers for one address of each kind, all of them fresh. */
async function answersOf(prefix: string, route: string, body: object): Promise<Record<string, Answer>> {
  const answers: Record<string, Answer> = {};
  for (const [kind, become] of Object.entries(KINDS)) {
    const email = addressOf(kind, prefix);
    await become(email);
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

test.each<[route: string, body: object, verdict: string]>([
  ["POST /auth/sign-in", { password: WRONG_PASSWORD }, "401 wrong-credentials"],
  ["POST /auth/confirm", { code: "123456", password: PASSWORD }, "400 wrong-code"],
  ["POST /auth/resend-code", {}, "204"],
  ["POST /auth/forgot-password", {}, "204"],
  ["POST /auth/reset-password", { code: "123456", newPassword: PASSWORD }, "400 wrong-code"],
])(
  "%s answers the same for every address, and not before the floor",
  async (route, body, verdict) => {
    const { invocations } = visited.edition.lambda;
    const before = invocations.length;
    const answers = await answersOf(route.replace(/\W+/g, "-"), route, body);
    const { unknown, ...others } = answers;
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
  },
  60_000,
);

test("a legacy user whom a forgotten password has brought over is not told apart by the next sign-in", async () => {
  const email = "moved@acme.example";
  await KINDS.legacy?.(email);
  await ask(visited, "POST /auth/forgot-password", { body: { email } });
  expect(visited.code(email)).toMatch(/^\d{6}$/);
  const signIn = (who: string) =>
    ask(visited, "POST /auth/sign-in", { body: { email: who, password: WRONG_PASSWORD } });
  expect(told(await signIn(email))).toEqual(told(await signIn("nobody@acme.example")));
}, 20_000);

test("whatever an address is known for, it cannot sign up, and that is all that is said", async () => {
  const { unknown, ...others } = await answersOf("sign-up", "POST /auth/sign-up", { password: PASSWORD });
  expect(unknown?.status).toBe(201);
  const [first, ...rest] = Object.values(others).map(told);
  expect(first).toMatchObject({ status: 409, text: expect.stringContaining('"account-exists"') });
  for (const answer of rest) expect(answer).toEqual(first);
}, 60_000);
