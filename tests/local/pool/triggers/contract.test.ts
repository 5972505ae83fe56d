import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminInitiateAuthCommand,
  AdminLinkProviderForUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  type AuthFlowType,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserAttributeVerificationCodeCommand,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  ResendConfirmationCodeCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { PoolSettings } from "../../../../local/pool/settings";
import type { TriggerName } from "../../../../local/pool/triggers/run-trigger";
import type { UserStatus } from "../../../../local/pool/users/user";
import { updateUser } from "../../../../local/pool/users/users";
import { EMAIL, invite, join, NEW_PASSWORD, PASSWORD, refusal, signUp, TEMPORARY, tokensOf } from "../ada";
import { createSrpClient } from "../srp-client";
import { settings, startPool, type TestPool, type TriggerEvent, WEB, webClient } from "../test-pool";

type Told = Partial<Record<"clientMetadata" | "validationData", string>>;

/**
 * A trigger, what is left of the person when it fails, and what it is told: which request's ClientMetadata or ValidationData
 * arrives, and under which name.
 */
type Step = [source: string, leaves: UserStatus | "NOBODY", told?: Told];

interface Flow {
  readonly flow: string;
  readonly given?: (test: TestPool) => Promise<unknown>;
  readonly does: (test: TestPool) => Promise<unknown>;
  readonly runs: readonly Step[];
  /** OAuth has its own name for what a trigger refuses. */
  readonly failsAs?: string;
  /** How it ends when no trigger fails, if it does not succeed. */
  readonly refused?: { name: string; message: string };
  readonly answers?: Partial<Record<TriggerName, object | ((event: TriggerEvent) => object)>>;
  readonly settings?: Partial<PoolSettings>;
  readonly client?: Parameters<typeof webClient>[0];
}

const UserPoolId = settings().id;
const PHONE = "+4930123456";
const MACHINE = "2machine34567890examplemach";
const SECRET = "a-secret-of-the-machine";

/** Everything is sent with what tells where it came from. */
const from = (request: string) => ({ from: request });
const Username = EMAIL;
const ClientId = WEB;

const initiate = ({ client }: TestPool, AuthFlow: AuthFlowType, parameters: Record<string, string>) =>
  client.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow,
      AuthParameters: parameters,
      ClientMetadata: from("InitiateAuth"),
    }),
  );
const respond = (
  { client }: TestPool,
  { ChallengeName, Session }: Pick<InitiateAuthCommandOutput, "ChallengeName" | "Session">,
  responses: Record<string, string>,
) =>
  client.send(
    new RespondToAuthChallengeCommand({
      ClientId,
      ChallengeName,
      Session,
      ChallengeResponses: { USERNAME: EMAIL, ...responses },
      ClientMetadata: from("RespondToAuthChallenge"),
    }),
  );
const signInWithPassword = (test: TestPool, password = PASSWORD) =>
  initiate(test, "USER_PASSWORD_AUTH", { USERNAME: EMAIL, PASSWORD: password });
const signInAsAdministrator = ({ client }: TestPool) =>
  client.send(
    new AdminInitiateAuthCommand({
      UserPoolId,
      ClientId,
      AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: EMAIL, PASSWORD },
      ClientMetadata: from("AdminInitiateAuth"),
    }),
  );
const beginWithSrp = async (test: TestPool, flow: AuthFlowType, more: Record<string, string> = {}) => {
  const srp = createSrpClient(UserPoolId, PASSWORD, test.pool.now());
  const first = await initiate(test, flow, { USERNAME: EMAIL, SRP_A: srp.SRP_A, ...more });
  return respond(test, first, srp.prove(first.ChallengeParameters));
};
const signUpSelf = ({ client }: TestPool) =>
  client.send(
    new SignUpCommand({
      ClientId,
      Username,
      Password: PASSWORD,
      ClientMetadata: from("SignUp"),
      ValidationData: [{ Name: "from", Value: "SignUp" }],
    }),
  );
const createForThem = ({ client }: TestPool, MessageAction?: "SUPPRESS") =>
  client.send(
    new AdminCreateUserCommand({
      UserPoolId,
      Username,
      TemporaryPassword: TEMPORARY,
      MessageAction,
      DesiredDeliveryMediums: ["EMAIL"],
      ClientMetadata: from("AdminCreateUser"),
      ValidationData: [{ Name: "from", Value: "AdminCreateUser" }],
    }),
  );
const forget = ({ client }: TestPool) =>
  client.send(new ForgotPasswordCommand({ ClientId, Username, ClientMetadata: from("ForgotPassword") }));
const recover = ({ client, code }: TestPool) =>
  client.send(
    new ConfirmForgotPasswordCommand({
      ClientId,
      Username,
      ConfirmationCode: code(EMAIL),
      Password: NEW_PASSWORD,
      ClientMetadata: from("ConfirmForgotPassword"),
    }),
  );
const askForMachineToken = async ({ endpoint }: TestPool) => {
  const response = await fetch(`${endpoint}/oauth2/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: MACHINE,
      client_secret: SECRET,
      aws_client_metadata: JSON.stringify(from("token endpoint")),
    }),
  });
  const body = (await response.json()) as { error?: string; error_description?: string };
  if (!response.ok) throw Object.assign(new Error(body.error_description), { name: body.error });
};
const signInAtProvider = async ({ endpoint }: TestPool) => {
  const response = await fetch(`${endpoint}/local/federated-sign-in`, {
    method: "POST",
    body: JSON.stringify({ clientId: WEB, provider: "Google", subject: "17", attributes: { email: EMAIL } }),
  });
  const { __type: name, message } = (await response.json()) as { __type?: string; message?: string };
  if (!response.ok) throw Object.assign(new Error(message), { name });
};
const linkToProvider = ({ client }: TestPool) => {
  const person = (ProviderName: string, ProviderAttributeValue: string) => ({
    ProviderName,
    ProviderAttributeName: "Cognito_Subject",
    ProviderAttributeValue,
  });
  return client.send(
    new AdminLinkProviderForUserCommand({
      UserPoolId,
      DestinationUser: person("Cognito", EMAIL),
      SourceUser: person("Google", "17"),
    }),
  );
};
const joinWithTelephone = async (test: TestPool) => {
  const username = await join(test);
  updateUser(test.pool, username, ({ attributes, mfa }) => ({
    attributes: { ...attributes, phone_number: PHONE, phone_number_verified: "true" },
    mfa: { ...mfa, enabled: ["SMS_MFA"], preferred: "SMS_MFA" },
  }));
};

const MIGRATED = {
  userAttributes: { email: EMAIL, email_verified: "true" },
  finalUserStatus: "CONFIRMED",
  messageAction: "SUPPRESS",
};
const WRONG = refusal("NotAuthorizedException", "Incorrect username or password.");
const RESET = refusal("PasswordResetRequiredException", "Password reset required for the user");

/** One word is asked for; whoever begins with SRP shows the password before. */
const WORD: Flow["answers"] = {
  DefineAuthChallenge: ({ request }) => {
    const last = (request.session as { challengeName: string; challengeResult: boolean }[]).at(-1);
    return {
      challengeName: last?.challengeName === "SRP_A" ? "PASSWORD_VERIFIER" : "CUSTOM_CHALLENGE",
      issueTokens: last?.challengeName === "CUSTOM_CHALLENGE" && last.challengeResult,
      failAuthentication: last?.challengeResult === false,
    };
  },
  CreateAuthChallenge: { publicChallengeParameters: {}, privateChallengeParameters: { word: "raven" } },
  VerifyAuthChallengeResponse: ({ request }) => ({ answerCorrect: request.challengeAnswer === "raven" }),
};

const initiated = { validationData: "InitiateAuth" };
const responded = { clientMetadata: "RespondToAuthChallenge" };
const told = (clientMetadata: string): Told => ({ clientMetadata });
const both = (request: string): Told => ({ clientMetadata: request, validationData: request });

const FLOWS: readonly Flow[] = [
  {
    flow: "SignUp",
    does: signUpSelf,
    runs: [
      ["PreSignUp_SignUp", "NOBODY", both("SignUp")],
      ["CustomMessage_SignUp", "UNCONFIRMED", told("SignUp")],
    ],
  },
  {
    flow: "SignUp, confirmed by pre sign-up",
    answers: { PreSignUp: { autoConfirmUser: true } },
    does: signUpSelf,
    runs: [
      ["PreSignUp_SignUp", "NOBODY", both("SignUp")],
      ["PostConfirmation_ConfirmSignUp", "CONFIRMED", told("SignUp")],
    ],
  },
  {
    flow: "ResendConfirmationCode",
    given: signUp,
    does: ({ client }) =>
      client.send(new ResendConfirmationCodeCommand({ ClientId, Username, ClientMetadata: from("Resend") })),
    runs: [["CustomMessage_ResendCode", "UNCONFIRMED", told("Resend")]],
  },
  {
    flow: "ConfirmSignUp",
    given: signUp,
    does: ({ client, code }) =>
      client.send(
        new ConfirmSignUpCommand({
          ClientId,
          Username,
          ConfirmationCode: code(EMAIL),
          ClientMetadata: from("ConfirmSignUp"),
        }),
      ),
    runs: [["PostConfirmation_ConfirmSignUp", "CONFIRMED", told("ConfirmSignUp")]],
  },
  {
    flow: "AdminConfirmSignUp",
    given: signUp,
    does: ({ client }) =>
      client.send(
        new AdminConfirmSignUpCommand({ UserPoolId, Username, ClientMetadata: from("AdminConfirmSignUp") }),
      ),
    runs: [["PostConfirmation_ConfirmSignUp", "CONFIRMED", told("AdminConfirmSignUp")]],
  },
  {
    flow: "AdminCreateUser",
    does: (test) => createForThem(test),
    runs: [
      ["PreSignUp_AdminCreateUser", "NOBODY", both("AdminCreateUser")],
      ["CustomMessage_AdminCreateUser", "FORCE_CHANGE_PASSWORD", told("AdminCreateUser")],
    ],
  },
  {
    flow: "AdminCreateUser with SUPPRESS",
    does: (test) => createForThem(test, "SUPPRESS"),
    runs: [["PreSignUp_AdminCreateUser", "NOBODY", both("AdminCreateUser")]],
  },
  {
    flow: "first sign-in of somebody created by an administrator",
    given: invite,
    does: async (test) =>
      respond(test, await signInWithPassword(test, TEMPORARY), { NEW_PASSWORD: NEW_PASSWORD }),
    runs: [
      ["PreAuthentication_Authentication", "FORCE_CHANGE_PASSWORD", initiated],
      ["PostAuthentication_Authentication", "CONFIRMED", responded],
      ["TokenGeneration_NewPasswordChallenge", "CONFIRMED", responded],
    ],
  },
  {
    flow: "USER_PASSWORD_AUTH",
    given: join,
    does: (test) => signInWithPassword(test),
    runs: [
      ["PreAuthentication_Authentication", "CONFIRMED", initiated],
      ["PostAuthentication_Authentication", "CONFIRMED"],
      ["TokenGeneration_Authentication", "CONFIRMED"],
    ],
  },
  {
    flow: "USER_PASSWORD_AUTH with a code by text message",
    settings: { mfaKinds: ["SMS_MFA"] },
    given: joinWithTelephone,
    does: async (test) => {
      const challenge = await signInWithPassword(test);
      return respond(test, challenge, { SMS_MFA_CODE: test.code(PHONE) });
    },
    runs: [
      ["PreAuthentication_Authentication", "CONFIRMED", initiated],
      ["CustomMessage_Authentication", "CONFIRMED"],
      ["PostAuthentication_Authentication", "CONFIRMED", responded],
      ["TokenGeneration_Authentication", "CONFIRMED", responded],
    ],
  },
  {
    flow: "USER_PASSWORD_AUTH with a wrong password",
    given: join,
    does: (test) => signInWithPassword(test, "Wrong-Horse-7777"),
    runs: [["PreAuthentication_Authentication", "CONFIRMED", initiated]],
    refused: WRONG,
  },
  {
    flow: "USER_PASSWORD_AUTH of somebody unknown, migrated",
    answers: { UserMigration: MIGRATED },
    does: (test) => signInWithPassword(test),
    runs: [
      ["UserMigration_Authentication", "NOBODY", initiated],
      ["PreSignUp_AdminCreateUser", "NOBODY"],
      ["PreAuthentication_Authentication", "CONFIRMED", initiated],
      ["PostAuthentication_Authentication", "CONFIRMED"],
      ["TokenGeneration_Authentication", "CONFIRMED"],
    ],
  },
  {
    flow: "USER_PASSWORD_AUTH of somebody unknown, migrated without the password",
    answers: { UserMigration: { ...MIGRATED, finalUserStatus: "RESET_REQUIRED" } },
    does: (test) => signInWithPassword(test),
    runs: [
      ["UserMigration_Authentication", "NOBODY", initiated],
      ["PreSignUp_AdminCreateUser", "NOBODY"],
      ["PreAuthentication_Authentication", "RESET_REQUIRED", initiated],
    ],
    refused: RESET,
  },
  {
    flow: "USER_PASSWORD_AUTH of nobody, hidden",
    does: (test) => signInWithPassword(test),
    runs: [
      ["UserMigration_Authentication", "NOBODY", initiated],
      ["PreAuthentication_Authentication", "NOBODY", initiated],
    ],
    refused: WRONG,
  },
  {
    flow: "USER_PASSWORD_AUTH of nobody, told",
    client: { hidesExistence: false },
    does: (test) => signInWithPassword(test),
    runs: [["UserMigration_Authentication", "NOBODY", initiated]],
    refused: refusal("UserNotFoundException", `Exception migrating user in app client ${WEB}`),
  },
  {
    flow: "USER_SRP_AUTH",
    given: join,
    does: (test) => beginWithSrp(test, "USER_SRP_AUTH"),
    runs: [
      ["PreAuthentication_Authentication", "CONFIRMED", initiated],
      ["PostAuthentication_Authentication", "CONFIRMED", responded],
      ["TokenGeneration_Authentication", "CONFIRMED", responded],
    ],
  },
  {
    flow: "USER_SRP_AUTH of somebody unknown, whom the migration would know",
    answers: { UserMigration: MIGRATED },
    does: (test) => beginWithSrp(test, "USER_SRP_AUTH"),
    runs: [["PreAuthentication_Authentication", "NOBODY", initiated]],
    refused: WRONG,
  },
  {
    flow: "ADMIN_USER_PASSWORD_AUTH",
    given: join,
    does: signInAsAdministrator,
    runs: [
      ["PreAuthentication_Authentication", "CONFIRMED", { validationData: "AdminInitiateAuth" }],
      ["PostAuthentication_Authentication", "CONFIRMED"],
      ["TokenGeneration_Authentication", "CONFIRMED"],
    ],
  },
  {
    flow: "ADMIN_USER_PASSWORD_AUTH of somebody unknown, migrated",
    answers: { UserMigration: MIGRATED },
    does: signInAsAdministrator,
    runs: [
      ["UserMigration_Authentication", "NOBODY", { validationData: "AdminInitiateAuth" }],
      ["PreSignUp_AdminCreateUser", "NOBODY"],
      ["PreAuthentication_Authentication", "CONFIRMED", { validationData: "AdminInitiateAuth" }],
      ["PostAuthentication_Authentication", "CONFIRMED"],
      ["TokenGeneration_Authentication", "CONFIRMED"],
    ],
  },
  {
    flow: "USER_AUTH, which is not simulated",
    given: join,
    does: (test) => initiate(test, "USER_AUTH", { USERNAME: EMAIL }),
    runs: [],
    refused: refusal("NotSimulatedException", "The flow USER_AUTH is not simulated by the local user pool"),
  },
  {
    flow: "CUSTOM_AUTH without SRP",
    given: join,
    answers: WORD,
    does: async (test) =>
      respond(test, await initiate(test, "CUSTOM_AUTH", { USERNAME: EMAIL }), { ANSWER: "raven" }),
    runs: [
      ["DefineAuthChallenge_Authentication", "CONFIRMED"],
      ["CreateAuthChallenge_Authentication", "CONFIRMED"],
      ["VerifyAuthChallengeResponse_Authentication", "CONFIRMED", responded],
      ["DefineAuthChallenge_Authentication", "CONFIRMED", responded],
      ["PostAuthentication_Authentication", "CONFIRMED", responded],
      ["TokenGeneration_Authentication", "CONFIRMED", responded],
    ],
  },
  {
    flow: "CUSTOM_AUTH with SRP_A",
    given: join,
    answers: WORD,
    does: async (test) => {
      const challenge = await beginWithSrp(test, "CUSTOM_AUTH", { CHALLENGE_NAME: "SRP_A" });
      return respond(test, challenge, { ANSWER: "raven" });
    },
    runs: [
      ["PreAuthentication_Authentication", "CONFIRMED", initiated],
      ["DefineAuthChallenge_Authentication", "CONFIRMED"],
      ["DefineAuthChallenge_Authentication", "CONFIRMED", responded],
      ["CreateAuthChallenge_Authentication", "CONFIRMED", responded],
      ["VerifyAuthChallengeResponse_Authentication", "CONFIRMED", responded],
      ["DefineAuthChallenge_Authentication", "CONFIRMED", responded],
      ["PostAuthentication_Authentication", "CONFIRMED", responded],
      ["TokenGeneration_Authentication", "CONFIRMED", responded],
    ],
  },
  {
    flow: "REFRESH_TOKEN_AUTH",
    given: signInBefore,
    does: (test) => initiate(test, "REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: refreshToken }),
    runs: [["TokenGeneration_RefreshTokens", "CONFIRMED"]],
  },
  {
    flow: "GetTokensFromRefreshToken",
    given: signInBefore,
    does: ({ client }) =>
      client.send(
        new GetTokensFromRefreshTokenCommand({
          ClientId,
          RefreshToken: refreshToken,
          ClientMetadata: from("GetTokensFromRefreshToken"),
        }),
      ),
    runs: [["TokenGeneration_RefreshTokens", "CONFIRMED", told("GetTokensFromRefreshToken")]],
  },
  {
    flow: "ForgotPassword",
    given: join,
    does: forget,
    runs: [["CustomMessage_ForgotPassword", "CONFIRMED", told("ForgotPassword")]],
  },
  {
    flow: "ForgotPassword of somebody unknown, migrated",
    answers: { UserMigration: MIGRATED },
    does: forget,
    runs: [
      ["UserMigration_ForgotPassword", "NOBODY", told("ForgotPassword")],
      ["PreSignUp_AdminCreateUser", "NOBODY"],
      ["CustomMessage_ForgotPassword", "CONFIRMED", told("ForgotPassword")],
    ],
  },
  {
    flow: "ConfirmForgotPassword",
    given: async (test) => {
      await join(test);
      await forget(test);
    },
    does: recover,
    runs: [["PostConfirmation_ConfirmForgotPassword", "CONFIRMED", told("ConfirmForgotPassword")]],
  },
  {
    flow: "AdminResetUserPassword",
    given: join,
    does: ({ client }) =>
      client.send(
        new AdminResetUserPasswordCommand({ UserPoolId, Username, ClientMetadata: from("AdminReset") }),
      ),
    runs: [["CustomMessage_ForgotPassword", "RESET_REQUIRED", told("AdminReset")]],
  },
  {
    flow: "UpdateUserAttributes with a new address",
    given: signInBefore,
    does: ({ client }) =>
      client.send(
        new UpdateUserAttributesCommand({
          AccessToken: accessToken,
          UserAttributes: [{ Name: "email", Value: "ada@new.example" }],
          ClientMetadata: from("UpdateUserAttributes"),
        }),
      ),
    runs: [["CustomMessage_UpdateUserAttribute", "CONFIRMED", told("UpdateUserAttributes")]],
  },
  {
    flow: "AdminUpdateUserAttributes with a new address",
    given: join,
    does: ({ client }) =>
      client.send(
        new AdminUpdateUserAttributesCommand({
          UserPoolId,
          Username,
          UserAttributes: [{ Name: "email", Value: "ada@new.example" }],
          ClientMetadata: from("AdminUpdate"),
        }),
      ),
    runs: [["CustomMessage_UpdateUserAttribute", "CONFIRMED", told("AdminUpdate")]],
  },
  {
    flow: "GetUserAttributeVerificationCode",
    given: signInBefore,
    does: ({ client }) =>
      client.send(
        new GetUserAttributeVerificationCodeCommand({
          AccessToken: accessToken,
          AttributeName: "email",
          ClientMetadata: from("GetUserAttributeVerificationCode"),
        }),
      ),
    runs: [["CustomMessage_VerifyUserAttribute", "CONFIRMED", told("GetUserAttributeVerificationCode")]],
  },
  {
    flow: "AdminSetUserPassword, AdminDisableUser and AdminEnableUser",
    given: join,
    does: async ({ client }) => {
      await client.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: NEW_PASSWORD }));
      await client.send(new AdminDisableUserCommand({ UserPoolId, Username }));
      await client.send(new AdminEnableUserCommand({ UserPoolId, Username }));
    },
    runs: [],
  },
  {
    flow: "first sign-in at a provider",
    does: signInAtProvider,
    runs: [
      ["PreSignUp_ExternalProvider", "NOBODY"],
      ["PostConfirmation_ConfirmSignUp", "EXTERNAL_PROVIDER"],
      ["TokenGeneration_HostedAuth", "EXTERNAL_PROVIDER"],
    ],
  },
  {
    flow: "later sign-in at a provider",
    given: signInAtProvider,
    does: signInAtProvider,
    runs: [
      ["PreAuthentication_Authentication", "EXTERNAL_PROVIDER"],
      ["PostAuthentication_Authentication", "EXTERNAL_PROVIDER"],
      ["TokenGeneration_HostedAuth", "EXTERNAL_PROVIDER"],
    ],
  },
  {
    flow: "AdminLinkProviderForUser",
    given: join,
    does: linkToProvider,
    runs: [],
  },
  {
    flow: "sign-in at a provider by somebody whose account is linked to it",
    given: async (test) => {
      await join(test);
      await linkToProvider(test);
    },
    does: signInAtProvider,
    runs: [
      ["PreAuthentication_Authentication", "CONFIRMED"],
      ["PostAuthentication_Authentication", "CONFIRMED"],
      ["TokenGeneration_HostedAuth", "CONFIRMED"],
    ],
  },
  {
    flow: "client_credentials",
    does: askForMachineToken,
    runs: [],
  },
  {
    flow: "client_credentials with V3_0",
    settings: { tokenTriggerVersion: "V3_0" },
    does: askForMachineToken,
    runs: [["TokenGeneration_ClientCredentials", "NOBODY", told("token endpoint")]],
    failsAs: "invalid_request",
  },
];

const TRIGGERS: readonly TriggerName[] = [
  "PreSignUp",
  "PostConfirmation",
  "PreAuthentication",
  "PostAuthentication",
  "PreTokenGeneration",
  "UserMigration",
  "CustomMessage",
  "DefineAuthChallenge",
  "CreateAuthChallenge",
  "VerifyAuthChallengeResponse",
];
const triggerOf = (source: string): TriggerName => {
  const [prefix] = source.split("_");
  const trigger = TRIGGERS.find((name) => name === prefix || name === `Pre${prefix}`);
  if (trigger === undefined) throw new Error(source);
  return trigger;
};

let testPool: TestPool;
let refusing: TriggerName | undefined;
let refreshToken: string;
let accessToken: string;
afterEach(async () => {
  refusing = undefined;
  await testPool.stop();
});

async function signInBefore(test: TestPool): Promise<void> {
  await join(test);
  ({ RefreshToken: refreshToken, AccessToken: accessToken } = await tokensOf(test));
}

async function start({ given, answers = {}, settings: changes, client }: Flow): Promise<void> {
  const handle = (name: TriggerName) => (event: TriggerEvent) => {
    if (refusing === name) throw new Error("Not today");
    const answer = answers[name] ?? {};
    return {
      ...event,
      response: { ...event.response, ...(typeof answer === "function" ? answer(event) : answer) },
    };
  };
  const GOOGLE = {
    name: "Google",
    type: "Google",
    attributeMapping: { email: "email" },
    details: {},
    identifiers: [],
  };
  testPool = await startPool({
    settings: {
      triggers: Object.fromEntries(TRIGGERS.map((name) => [name, name])),
      identityProviders: [GOOGLE],
      ...changes,
    },
    clients: [
      webClient({
        authFlows: [
          "ALLOW_USER_PASSWORD_AUTH",
          "ALLOW_ADMIN_USER_PASSWORD_AUTH",
          "ALLOW_USER_SRP_AUTH",
          "ALLOW_CUSTOM_AUTH",
          "ALLOW_USER_AUTH",
          "ALLOW_REFRESH_TOKEN_AUTH",
        ],
        oauthFlows: ["code"],
        oauthScopes: ["openid", "email"],
        identityProviders: ["COGNITO", "Google"],
        ...client,
      }),
      webClient({
        id: MACHINE,
        secret: SECRET,
        oauthFlows: ["client_credentials"],
        oauthScopes: ["https://api.acme.example/read"],
      }),
    ],
    handlers: Object.fromEntries(TRIGGERS.map((name) => [name, handle(name)])),
  });
  await given?.(testPool);
  testPool.events.length = 0;
}

const origin = (metadata: unknown) => (metadata as { from?: string } | null | undefined)?.from;
const toldOf = ({ request }: TriggerEvent): Told => {
  const [clientMetadata, validationData] = [origin(request.clientMetadata), origin(request.validationData)];
  return { ...(clientMetadata && { clientMetadata }), ...(validationData && { validationData }) };
};
const leftOf = () => testPool.pool.users.values()[0]?.status ?? "NOBODY";

test.each(FLOWS)("$flow runs its triggers and no others", async (row) => {
  await start(row);
  if (row.refused === undefined) await row.does(testPool);
  else await expect(row.does(testPool)).rejects.toMatchObject(row.refused);
  expect(testPool.events.map((event) => [event.triggerSource, toldOf(event)])).toEqual(
    row.runs.map(([source, , expected = {}]) => [source, expected]),
  );
});

const FAILURES = FLOWS.flatMap((row) =>
  [...new Set(row.runs.map(([source]) => source))].map((source) => ({
    flow: row.flow,
    row,
    source,
    trigger: triggerOf(source),
    leaves: row.runs.find(([name]) => name === source)?.[1],
  })),
);

test.each(FAILURES)("$flow: when $source fails, nothing more runs and it leaves $leaves", async (failure) => {
  const { row, source, trigger, leaves } = failure;
  await start(row);
  const tokens = testPool.pool.refreshTokens.values();
  refusing = trigger;
  await expect(row.does(testPool)).rejects.toMatchObject(
    refusal(row.failsAs ?? "UserLambdaValidationException", `${trigger} failed with error Not today.`),
  );
  const sources = row.runs.map(([name]) => name);
  expect(testPool.sources()).toEqual(sources.slice(0, sources.indexOf(source) + 1));
  expect(leftOf()).toBe(leaves);
  expect(testPool.pool.refreshTokens.values()).toEqual(tokens);
});
