import {
  GetTokensFromRefreshTokenCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  type CallOutcome,
  runTrigger,
  type TriggerCall,
  type TriggerName,
} from "../../../../local/pool/triggers/run-trigger";
import {
  confirm,
  EMAIL,
  invite,
  join,
  NEW_PASSWORD,
  refusal,
  signIn,
  signUp,
  TEMPORARY,
  tokensOf,
} from "../ada";
import { settings, startPool, type TestPool, WEB } from "../test-pool";

const failed = (trigger: TriggerName) =>
  refusal("UserLambdaValidationException", `${trigger} failed with error Not today.`);
const UNRECOGNIZABLE = refusal("InvalidLambdaResponseException", "Unrecognizable lambda output");

let testPool: TestPool;
/** Triggers that refuse for as long as they are in here. */
const refusing = new Set<TriggerName>();
const start = async (response: object = {}) => {
  const refuse = (trigger: TriggerName) => (event: { response: object }) => {
    if (refusing.has(trigger)) throw new Error("Not today");
    return trigger === "PreSignUp" ? { ...event, response: { ...event.response, ...response } } : event;
  };
  const triggers = Object.keys(settings().triggers) as TriggerName[];
  testPool = await startPool({ handlers: Object.fromEntries(triggers.map((name) => [name, refuse(name)])) });
};
afterEach(async () => {
  refusing.clear();
  await testPool?.stop();
});

const statuses = () => testPool.pool.users.values().map(({ status }) => status);

test("after pre sign-up has failed there is nobody", async () => {
  await start();
  refusing.add("PreSignUp");
  await expect(signUp(testPool)).rejects.toMatchObject(failed("PreSignUp"));
  expect(statuses()).toEqual([]);
  await expect(invite(testPool)).rejects.toMatchObject(failed("PreSignUp"));
  expect(statuses()).toEqual([]);
});

test("after custom message has failed the person waits for a code", async () => {
  await start();
  refusing.add("CustomMessage");
  await expect(signUp(testPool)).rejects.toMatchObject(failed("CustomMessage"));
  expect(statuses()).toEqual(["UNCONFIRMED"]);
});

test("after post confirmation has failed the person is confirmed, and it does not run again", async () => {
  await start();
  await signUp(testPool);
  refusing.add("PostConfirmation");
  await expect(confirm(testPool)).rejects.toMatchObject(failed("PostConfirmation"));
  expect(statuses()).toEqual(["CONFIRMED"]);
  refusing.clear();
  await expect(confirm(testPool)).rejects.toMatchObject(
    refusal("NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED"),
  );
  expect(testPool.sources().filter((source) => source.startsWith("PostConfirmation"))).toHaveLength(1);
  await tokensOf(testPool);
});

test("after post confirmation has failed within sign-up the person exists, and cannot sign up again", async () => {
  await start({ autoConfirmUser: true });
  refusing.add("PostConfirmation");
  await expect(signUp(testPool)).rejects.toMatchObject(failed("PostConfirmation"));
  expect(statuses()).toEqual(["CONFIRMED"]);
  await expect(signUp(testPool)).rejects.toMatchObject({ name: "UsernameExistsException" });
});

test("pre authentication refuses before the password is looked at", async () => {
  await start();
  await join(testPool);
  refusing.add("PreAuthentication");
  for (const password of ["Correct-Horse-7", "Wrong-Horse-7777"])
    await expect(signIn(testPool, { password })).rejects.toMatchObject(failed("PreAuthentication"));
  expect(testPool.pool.users.values()[0]?.failures.count).toBe(0);
});

test.each(["PostAuthentication", "PreTokenGeneration"] as const)(
  "after %s has failed there are no tokens, but a password that was set on the way stands",
  async (trigger) => {
    await start();
    await invite(testPool);
    const { Session } = await signIn(testPool, { password: TEMPORARY });
    refusing.add(trigger);
    const respond = new RespondToAuthChallengeCommand({
      ClientId: WEB,
      ChallengeName: "NEW_PASSWORD_REQUIRED",
      Session,
      ChallengeResponses: { USERNAME: EMAIL, NEW_PASSWORD },
    });
    await expect(testPool.client.send(respond)).rejects.toMatchObject(failed(trigger));
    expect(statuses()).toEqual(["CONFIRMED"]);
    expect(testPool.pool.refreshTokens.values()).toEqual([]);
    refusing.clear();
    await tokensOf(testPool, { password: NEW_PASSWORD });
  },
);

test("a refresh asks the token trigger and no other, and fails with it", async () => {
  await start();
  await join(testPool);
  const { RefreshToken } = await tokensOf(testPool);
  const refresh = () =>
    testPool.client.send(new GetTokensFromRefreshTokenCommand({ ClientId: WEB, RefreshToken }));
  testPool.events.length = 0;
  refusing.add("PreAuthentication").add("PostAuthentication");
  await refresh();
  expect(testPool.sources()).toEqual(["TokenGeneration_RefreshTokens"]);
  refusing.add("PreTokenGeneration");
  await expect(refresh()).rejects.toMatchObject(failed("PreTokenGeneration"));
});

const CALL: TriggerCall = {
  trigger: "PreSignUp",
  source: "PreSignUp_SignUp",
  clientId: WEB,
  request: {},
  response: {},
};
const outcomeOf = (outcome: CallOutcome) =>
  runTrigger(
    {
      region: "eu-central-1",
      poolId: "eu-central-1_TestPool1",
      functionOf: () => "pre-sign-up",
      call: async () => outcome,
    },
    CALL,
  );

test("a function that does not answer in time or is throttled is a fault of the function", async () => {
  await expect(outcomeOf({ kind: "timed-out" })).rejects.toMatchObject(
    refusal(
      "UnexpectedLambdaException",
      "PreSignUp invocation failed due to error Socket timeout while invoking Lambda function.",
    ),
  );
  await expect(outcomeOf({ kind: "throttled" })).rejects.toMatchObject(
    refusal(
      "UnexpectedLambdaException",
      "PreSignUp invocation failed due to error TooManyRequestsException.",
    ),
  );
});

test("an answer that is not the whole event cannot be used", async () => {
  for (const payload of [
    null,
    undefined,
    "text",
    [],
    {},
    { response: {} },
    { request: {} },
    { request: {}, response: 1 },
  ])
    await expect(outcomeOf({ kind: "answered", payload })).rejects.toMatchObject(UNRECOGNIZABLE);
  expect(await outcomeOf({ kind: "answered", payload: { request: {}, response: {} } })).toEqual({});
});
