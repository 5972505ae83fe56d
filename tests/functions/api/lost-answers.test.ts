import { AdminCreateUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { createHandler } from "../../../functions/api/auth/handler";
import { api } from "../../../shared/api/api";
import { appClient } from "../../../shared/aws/app-client";
import { cognitoClient } from "../../../shared/aws/cognito";
import { poolUsers } from "../../../shared/aws/pool-users";
import type { LogFields } from "../../../shared/runtime/log";
import { LOSSES, type LossName, type LossyPool, startLossyPool } from "../../harness/lossy-pool";
import { startTestEdition, type TestEdition } from "../../local/edition/start-test-edition";
import * as cognito from "../../local/edition/visitor";

const { PASSWORD } = cognito;
const NEW_PASSWORD = "Difference-Engine-1822";

let visited: TestEdition;
let pool: LossyPool;
const log: LogFields[] = [];
/** The API's own code with its own Cognito client; only how long it waits is shorter, where it waits in vain. */
let handlers: Record<"patient" | "impatient", (event: unknown) => Promise<unknown>>;
beforeAll(async () => {
  visited = await startTestEdition();
  pool = await startLossyPool(visited.edition.poolUrl);
  Object.assign(process.env, {
    AWS_REGION: visited.edition.stack.region,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: pool.endpoint,
  });
  handlers = { patient: handlerThatWaits(20_000), impatient: handlerThatWaits(1_500) };
});
afterAll(async () => {
  await pool.stop();
  await visited.stop();
});
beforeEach(() => {
  log.splice(0);
});

function handlerThatWaits(answerWithinMs: number) {
  const client = cognitoClient(answerWithinMs);
  const ports = {
    pool: appClient(client, visited.webClient),
    users: poolUsers(client, visited.edition.stack.pool.id),
    policy: { minLength: 12, requires: [] },
    passwordless: "off" as const,
    isBreached: async () => false,
    passkeys: undefined,
    remembersDevices: false,
    cookies: undefined,
    floorMs: 0,
  };
  return api("auth", () => createHandler(ports), { log: (line) => log.push(line) });
}

async function ask(route: string, body: object, loss?: LossName, token?: string) {
  const handler = handlers[loss === "silence" ? "impatient" : "patient"];
  const answer = (await handler({
    routeKey: `POST ${route}`,
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    requestContext: { authorizer: { jwt: { claims: { token_use: "access" } } } },
    body: JSON.stringify(body),
  })) as { statusCode: number; body?: string };
  const { code, detail } = JSON.parse(answer.body ?? "{}") as Record<string, string | undefined>;
  return { verdict: [answer.statusCode, code].filter(Boolean).join(" "), detail };
}

const addressOf = (words: string) => `${words.replace(/\W+/g, "-")}@acme.example`;
const signInVerdict = async (email: string, password: string) =>
  (await ask("/auth/sign-in", { email, password })).verdict;

interface Request {
  readonly route: string;
  readonly body: object;
  readonly token?: string | undefined;
}

interface Case {
  readonly operation: string;
  /** What the pool says to a second request, which would be told as if somebody else had done it. */
  readonly refusal: string;
  readonly advice: RegExp;
  request(email: string): Promise<Request>;
  /** That the pool has done it. */
  isDone(email: string): Promise<boolean>;
}

const isOpenWithNewPassword = async (email: string) => (await signInVerdict(email, NEW_PASSWORD)) === "200";

const CASES: Readonly<Record<string, Case>> = {
  "a sign-up": {
    operation: "SignUp",
    refusal: "UsernameExistsException",
    advice: /^It is not certain that you are signed up\. If no code reaches you, have another one sent/,
    request: async (email) => ({ route: "/auth/sign-up", body: { email, password: PASSWORD } }),
    isDone: async (email) => visited.code(email) !== "",
  },
  "a confirmation": {
    operation: "ConfirmSignUp",
    refusal: "NotAuthorizedException",
    advice: /^It is not certain that your address is confirmed\. Please enter the code again/,
    async request(email) {
      await cognito.signUp(visited, email);
      return { route: "/auth/confirm", body: { email, code: visited.code(email), password: NEW_PASSWORD } };
    },
    // The handing over of the account has not begun, so the password is the first one.
    isDone: async (email) => (await signInVerdict(email, PASSWORD)) === "200",
  },
  "a forgotten password": {
    operation: "ConfirmForgotPassword",
    refusal: "ExpiredCodeException",
    advice: /^It is not certain that your new password is saved/,
    async request(email) {
      await cognito.join(visited, email);
      await ask("/auth/forgot-password", { email });
      const body = { email, code: visited.code(email), newPassword: NEW_PASSWORD };
      return { route: "/auth/reset-password", body };
    },
    isDone: isOpenWithNewPassword,
  },
  "a changed password": {
    operation: "ChangePassword",
    refusal: "NotAuthorizedException",
    advice: /^It is not certain that your new password is saved/,
    async request(email) {
      await cognito.join(visited, email);
      const { AuthenticationResult } = await cognito.signIn(visited, email);
      const body = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
      return { route: "/auth/change-password", body, token: AuthenticationResult?.AccessToken };
    },
    isDone: isOpenWithNewPassword,
  },
  "the first password of one's own": {
    operation: "RespondToAuthChallenge",
    refusal: "NotAuthorizedException",
    advice: /^It is not certain that your answer has arrived\. Please sign in again/,
    async request(email) {
      const { pool: users } = visited.edition.stack;
      const attributes = [
        { Name: "email", Value: email },
        { Name: "email_verified", Value: "true" },
      ];
      await visited.client.send(
        new AdminCreateUserCommand({
          UserPoolId: users.id,
          Username: email,
          TemporaryPassword: PASSWORD,
          UserAttributes: attributes,
        }),
      );
      const { Session } = await cognito.signIn(visited, email);
      const body = { challenge: "NEW_PASSWORD_REQUIRED", session: Session, email, newPassword: NEW_PASSWORD };
      return { route: "/auth/challenge", body };
    },
    isDone: isOpenWithNewPassword,
  },
};

describe.each(Object.entries(CASES))("%s", (name, { operation, refusal, advice, request, isDone }) => {
  test.each(Object.keys(LOSSES) as LossName[])(
    "is not refused because its own answer was lost by %s",
    async (loss) => {
      const email = addressOf(`${name} and ${loss}`);
      const { route, body, token } = await request(email);
      const done = pool.lose(operation, loss);
      const { verdict, detail } = await ask(route, body, loss, token);
      expect([verdict, detail]).toEqual(["503 unavailable", expect.stringMatching(advice)]);
      await done;
      // Where it is worth it, the request is repeated, and the refusal that the pool then gives is kept from the caller.
      const isRepeated = loss === "a broken connection" || loss === "an internal error";
      expect(pool.asked(operation)).toEqual(["done", ...(isRepeated ? [refusal] : [])]);
      expect(log.slice(-1)).toMatchObject([
        {
          level: "error",
          outcome: "fault",
          error: { message: expect.stringMatching(/^Cognito may have done this, or may not: /) },
        },
      ]);
      expect(JSON.stringify(log)).not.toContain(email);
      expect(await isDone(email)).toBe(true);
    },
  );

  test.each(["a broken connection", "an internal error"] as const)(
    "goes through if the pool has not been reached before %s",
    async (loss) => {
      const email = addressOf(`${name} before ${loss}`);
      const { route, body, token } = await request(email);
      void pool.lose(operation, loss, "before it");
      expect((await ask(route, body, loss, token)).verdict).toMatch(/^20[014]$/);
      expect(pool.asked(operation)).toEqual(["done"]);
    },
  );
});

test("what is certain is still said: the address is taken, the code is wrong", async () => {
  const email = "ada@acme.example";
  await cognito.signUp(visited, email);
  const signUp = await ask("/auth/sign-up", { email, password: PASSWORD });
  expect(signUp.verdict).toBe("409 account-exists");
  const code = visited.code(email) === "000000" ? "000001" : "000000";
  const confirm = await ask("/auth/confirm", { email, code, password: NEW_PASSWORD });
  expect(confirm.verdict).toBe("400 wrong-code");
});

test("an operation that can be repeated is repeated, whatever has become of its answer", async () => {
  const email = "grace@acme.example";
  await cognito.join(visited, email);
  void pool.lose("InitiateAuth", "an internal error");
  expect(await signInVerdict(email, PASSWORD)).toBe("200");
  expect(pool.asked("InitiateAuth")).toEqual(["done", "done"]);
});
