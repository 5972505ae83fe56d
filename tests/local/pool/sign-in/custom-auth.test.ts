import {
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { TriggerName } from "../../../../local/pool/triggers/run-trigger";
import { updateUser } from "../../../../local/pool/users/users";
import { createSrpClient } from "../srp-client";
import { type Handler, startPool, type TestPool, type TriggerEvent, WEB, webClient } from "../test-pool";

const EMAIL = "ada@acme.example";
const STRANGER = "nobody@acme.example";

const answering = (event: TriggerEvent, response: object) => ({ ...event, response });

/** Asks for a word, twice at the most. */
const HANDLERS: Partial<Record<TriggerName, Handler>> = {
  DefineAuthChallenge(event) {
    const rounds = event.request.session as { challengeResult: boolean }[];
    const isRight = rounds.at(-1)?.challengeResult === true;
    return answering(event, {
      challengeName: "CUSTOM_CHALLENGE",
      issueTokens: isRight,
      failAuthentication: !isRight && rounds.length >= 2,
    });
  },
  CreateAuthChallenge: (event) =>
    answering(event, {
      publicChallengeParameters: { hint: "a bird" },
      privateChallengeParameters: { word: "raven" },
      challengeMetadata: "WORD",
    }),
  VerifyAuthChallengeResponse: (event) => {
    const { challengeAnswer, privateChallengeParameters } = event.request;
    const { word } = privateChallengeParameters as { word: string };
    return answering(event, { answerCorrect: challengeAnswer === word });
  },
};

const start = async (changes: Parameters<typeof webClient>[0] = {}, handlers = HANDLERS) => {
  const used = ["PreAuthentication", "PostAuthentication", "PreTokenGeneration", ...Object.keys(handlers)];
  testPool = await startPool({
    settings: { triggers: Object.fromEntries(used.map((trigger) => [trigger, trigger])) },
    clients: [webClient({ authFlows: ["ALLOW_CUSTOM_AUTH"], ...changes })],
    handlers,
  });
  const { UserSub = "" } = await testPool.client.send(
    new SignUpCommand({ ClientId: WEB, Username: EMAIL, Password: "Correct-Horse-7" }),
  );
  username = UserSub;
  await testPool.client.send(
    new ConfirmSignUpCommand({ ClientId: WEB, Username: EMAIL, ConfirmationCode: testPool.code(EMAIL) }),
  );
};

let testPool: TestPool;
let username: string;
beforeEach(() => start());
afterEach(() => testPool.stop());
const restart = async (...options: Parameters<typeof start>) => {
  await testPool.stop();
  await start(...options);
};

const initiate = (USERNAME = EMAIL, more: Record<string, string> = {}) =>
  testPool.client.send(
    new InitiateAuthCommand({
      ClientId: WEB,
      AuthFlow: "CUSTOM_AUTH",
      AuthParameters: { USERNAME, ...more },
      ClientMetadata: { from: "start" },
    }),
  );

const respond = (Session: string | undefined, ANSWER: string, USERNAME = EMAIL) =>
  testPool.client.send(
    new RespondToAuthChallengeCommand({
      ClientId: WEB,
      ChallengeName: "CUSTOM_CHALLENGE",
      Session,
      ChallengeResponses: { USERNAME, ANSWER },
      ClientMetadata: { from: "answer" },
    }),
  );

const INCORRECT = { name: "NotAuthorizedException", message: "Incorrect username or password." };

test("the triggers ask until they are content", async () => {
  const first = await initiate();
  const { ChallengeName, ChallengeParameters } = first;
  expect({ ChallengeName, ChallengeParameters }).toEqual({
    ChallengeName: "CUSTOM_CHALLENGE",
    ChallengeParameters: { hint: "a bird", USERNAME: username },
  });
  const second = await respond(first.Session, "crow");
  expect(second.ChallengeName).toBe("CUSTOM_CHALLENGE");
  const { AuthenticationResult } = await respond(second.Session, "raven");
  expect(AuthenticationResult).toMatchObject({ AccessToken: expect.any(String), TokenType: "Bearer" });
  expect(testPool.sources()).toEqual([
    "DefineAuthChallenge_Authentication",
    "CreateAuthChallenge_Authentication",
    "VerifyAuthChallengeResponse_Authentication",
    "DefineAuthChallenge_Authentication",
    "CreateAuthChallenge_Authentication",
    "VerifyAuthChallengeResponse_Authentication",
    "DefineAuthChallenge_Authentication",
    "PostAuthentication_Authentication",
    "TokenGeneration_Authentication",
  ]);
});

test("each trigger is told what it needs, and the private parameters reach only the judge", async () => {
  const { Session } = await initiate();
  await respond(Session, "raven");
  const userAttributes = {
    sub: username,
    email: EMAIL,
    email_verified: "true",
    "cognito:user_status": "CONFIRMED",
  };
  const always = { userAttributes, userNotFound: false };
  const clientMetadata = { from: "answer" };
  const rounds = [{ challengeName: "CUSTOM_CHALLENGE", challengeResult: true, challengeMetadata: "WORD" }];
  expect(testPool.events.slice(0, 4).map(({ request, response }) => ({ request, response }))).toEqual([
    {
      request: { ...always, session: [] },
      response: { challengeName: null, issueTokens: null, failAuthentication: null },
    },
    {
      request: { ...always, challengeName: "CUSTOM_CHALLENGE", session: [] },
      response: {
        publicChallengeParameters: null,
        privateChallengeParameters: null,
        challengeMetadata: null,
      },
    },
    {
      request: {
        ...always,
        privateChallengeParameters: { word: "raven" },
        challengeAnswer: "raven",
        clientMetadata,
      },
      response: { answerCorrect: null },
    },
    {
      request: { ...always, session: rounds, clientMetadata },
      response: { challengeName: null, issueTokens: null, failAuthentication: null },
    },
  ]);
});

test("a sign-in that the triggers fail is refused, and its session is over", async () => {
  const first = await initiate();
  const second = await respond(first.Session, "crow");
  await expect(respond(second.Session, "crow")).rejects.toMatchObject(INCORRECT);
  await expect(respond(second.Session, "raven")).rejects.toMatchObject({
    name: "NotAuthorizedException",
    message: "Invalid session for the user.",
  });
});

test("somebody unknown is challenged like anybody, and refused whatever they answer", async () => {
  const { ChallengeParameters, Session } = await initiate(STRANGER);
  expect(ChallengeParameters).toEqual({ hint: "a bird", USERNAME: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  expect(testPool.events[0]).toMatchObject({
    userName: STRANGER,
    request: { userAttributes: {}, session: [], userNotFound: true },
  });
  await expect(respond(Session, "raven", STRANGER)).rejects.toMatchObject(INCORRECT);
});

test("a client that does not hide who exists says so at once", async () => {
  await restart({ hidesExistence: false });
  await expect(initiate(STRANGER)).rejects.toMatchObject({ name: "UserNotFoundException" });
  expect(testPool.sources()).toEqual([]);
});

test("another's name answers no challenge", async () => {
  const { Session } = await initiate();
  await expect(respond(Session, "raven", STRANGER)).rejects.toMatchObject({
    message: "Invalid session for the user.",
  });
});

test("a pool without the three triggers has no such flow", async () => {
  const { VerifyAuthChallengeResponse: _, ...two } = HANDLERS;
  await restart({}, two);
  await expect(initiate()).rejects.toMatchObject({ name: "InvalidUserPoolConfigurationException" });
});

test("an answer that decides nothing is no answer", async () => {
  await restart({}, { ...HANDLERS, DefineAuthChallenge: (event) => event });
  await expect(initiate()).rejects.toMatchObject({ name: "InvalidLambdaResponseException" });
});

test("a form that begins with something else than SRP is not simulated, and says so", async () => {
  await expect(initiate(EMAIL, { CHALLENGE_NAME: "SMS_MFA" })).rejects.toMatchObject({
    name: "NotSimulatedException",
  });
});

describe("custom authentication that begins with SRP", () => {
  const PASSWORD = "Correct-Horse-7";
  const BEGINS_WITH_PASSWORD: typeof HANDLERS = {
    ...HANDLERS,
    DefineAuthChallenge(event) {
      const last = (event.request.session as { challengeName: string }[]).at(-1);
      return last?.challengeName === "SRP_A"
        ? answering(event, { challengeName: "PASSWORD_VERIFIER" })
        : HANDLERS.DefineAuthChallenge?.({ ...event, request: { ...event.request, session: [] } });
    },
  };
  const begin = async (password = PASSWORD, login = EMAIL) => {
    const srp = createSrpClient(testPool.pool.settings.id, password, testPool.pool.now());
    const first = await initiate(login, { CHALLENGE_NAME: "SRP_A", SRP_A: srp.SRP_A });
    return {
      first,
      prove: () =>
        testPool.client.send(
          new RespondToAuthChallengeCommand({
            ClientId: WEB,
            ChallengeName: "PASSWORD_VERIFIER",
            ChallengeResponses: srp.prove(first.ChallengeParameters),
          }),
        ),
    };
  };
  beforeEach(() => restart({}, BEGINS_WITH_PASSWORD));

  test("pre authentication runs, the password is proven, and the triggers go on from there", async () => {
    const { first, prove } = await begin();
    expect(first.ChallengeName).toBe("PASSWORD_VERIFIER");
    const second = await prove();
    expect(second.ChallengeName).toBe("CUSTOM_CHALLENGE");
    expect(testPool.events.map(({ triggerSource, request }) => [triggerSource, request.session])).toEqual([
      ["PreAuthentication_Authentication", undefined],
      ["DefineAuthChallenge_Authentication", [{ challengeName: "SRP_A", challengeResult: true }]],
      [
        "DefineAuthChallenge_Authentication",
        [
          { challengeName: "SRP_A", challengeResult: true },
          { challengeName: "PASSWORD_VERIFIER", challengeResult: true },
        ],
      ],
      ["CreateAuthChallenge_Authentication", expect.any(Array)],
    ]);
    expect(testPool.events[0]?.request.validationData).toEqual({ from: "start" });
  });

  test("a wrong password, and somebody unknown, are refused after the same challenge", async () => {
    for (const [password, login] of [
      ["Wrong-Horse-7777", EMAIL],
      [PASSWORD, STRANGER],
    ]) {
      const { first, prove } = await begin(password, login);
      expect(first.ChallengeName).toBe("PASSWORD_VERIFIER");
      await expect(prove()).rejects.toMatchObject(INCORRECT);
    }
    expect(testPool.sources()).not.toContain("CreateAuthChallenge_Authentication");
  });

  test("a second factor within it is not simulated, and says so", async () => {
    updateUser(testPool.pool, username, ({ mfa }) => ({
      mfa: { ...mfa, totpSecret: "JBSWY3DPEHPK3PXP", enabled: ["SOFTWARE_TOKEN_MFA"] },
    }));
    const { prove } = await begin();
    await expect(prove()).rejects.toMatchObject({ name: "NotSimulatedException" });
  });

  test("triggers that ask for a password without SRP before it have asked for nothing", async () => {
    await restart(
      {},
      {
        ...HANDLERS,
        DefineAuthChallenge: (event) => answering(event, { challengeName: "PASSWORD_VERIFIER" }),
      },
    );
    await expect(initiate()).rejects.toMatchObject({ name: "InvalidLambdaResponseException" });
  });
});
