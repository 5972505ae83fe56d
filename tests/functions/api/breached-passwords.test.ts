import { setTimeout } from "node:timers/promises";
import { createHandler } from "../../../functions/api/auth/handler";
import { api } from "../../../shared/api/api";
import type { AppClient } from "../../../shared/aws/app-client";
import type { PoolUsers } from "../../../shared/aws/pool-users";
import type { LogFields } from "../../../shared/runtime/log";
import { asArguments, packageService } from "../../infra/packaged-stages";
import { startTestEdition, type TestEdition } from "../../local/edition/start-test-edition";
import { join, PASSWORD } from "../../local/edition/visitor";
import { ask, invite, member, signIn, verdictOf } from "./visitor";

/** In the list of the local edition. */
const STOLEN = "Password1234";
const DETAIL = "This password is in a list of stolen passwords. Choose another one";
const EMAIL = "ada@acme.example";

let visited: TestEdition;
beforeAll(async () => {
  const stage = { breachedPasswords: "https://api.pwnedpasswords.com/range" };
  visited = await startTestEdition({}, await packageService("--stage", "dev", ...asArguments(stage)));
});
afterAll(() => visited.stop());

async function expectRefused(route: string, body: object, token?: string): Promise<void> {
  const answer = await ask(visited, route, { body, token });
  expect([verdictOf(answer), answer.body?.detail]).toEqual(["400 weak-password", DETAIL]);
}

test("nobody signs up with a stolen password, or confirms with one, and the code is still good", async () => {
  await expectRefused("POST /auth/sign-up", { email: EMAIL, password: STOLEN });
  const account = { email: EMAIL, password: PASSWORD };
  expect((await ask(visited, "POST /auth/sign-up", { body: account })).status).toBe(201);
  const code = visited.code(EMAIL);
  await expectRefused("POST /auth/confirm", { email: EMAIL, code, password: STOLEN });
  const confirmed = await ask(visited, "POST /auth/confirm", { body: { ...account, code } });
  expect(confirmed.status).toBe(204);
});

test("the refusal is the same whether somebody has an account or not", async () => {
  await join(visited, "grace@acme.example");
  for (const email of ["grace@acme.example", "nobody@acme.example"]) {
    await expectRefused("POST /auth/sign-up", { email, password: STOLEN });
    await expectRefused("POST /auth/reset-password", { email, code: "123456", newPassword: STOLEN });
  }
});

test("nobody changes to a stolen password, or takes one in the place of a temporary one", async () => {
  const { email, accessToken } = await member(visited, "hedy");
  const change = { currentPassword: PASSWORD, newPassword: STOLEN };
  await expectRefused("POST /auth/change-password", change, accessToken);
  await signIn(visited, email);

  const invited = await invite(visited, "radia");
  const asked = await ask(visited, "POST /auth/sign-in", { body: { email: invited, password: PASSWORD } });
  const { challenge, session } = asked.body ?? {};
  const answer = { challenge, session, email: invited };
  await expectRefused("POST /auth/challenge", { ...answer, newPassword: STOLEN });
  const body = { ...answer, newPassword: "Difference-Engine-1822" };
  expect((await ask(visited, "POST /auth/challenge", { body })).status).toBe(200);
});

test("a slow list does not use up the time that hides who exists", async () => {
  const unknown = Object.assign(new Error("User does not exist."), { name: "UserNotFoundException" });
  const floorMs = 500;
  const ports = {
    pool: { resetPassword: () => Promise.reject(unknown) } as unknown as AppClient,
    users: {} as PoolUsers,
    policy: { minLength: 12, requires: [] },
    passwordless: "off" as const,
    passkeys: undefined,
    remembersDevices: false,
    isBreached: () => setTimeout(floorMs + 100, false),
    cookies: undefined,
    floorMs,
  };
  const log: LogFields[] = [];
  const environment = { STAGE: "test" };
  const handler = api("auth", () => createHandler(ports), { environment, log: (line) => log.push(line) });
  await handler({
    routeKey: "POST /auth/reset-password",
    headers: { "content-type": "application/json" },
    requestContext: {},
    body: JSON.stringify({ email: EMAIL, code: "123456", newPassword: PASSWORD }),
  });
  expect(log).toEqual([expect.objectContaining({ outcome: "refused" })]);
  expect(log[0]).not.toHaveProperty("warnings");
});
