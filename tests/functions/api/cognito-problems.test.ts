import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { asking, tellsWhoExists } from "../../../functions/api/auth/cognito-problems";
import { createHandler } from "../../../functions/api/auth/handler";
import { api } from "../../../shared/api/api";
import { Problem } from "../../../shared/api/problem";
import type { AppClient } from "../../../shared/aws/app-client";
import type { PoolUsers } from "../../../shared/aws/pool-users";
import { FaultError } from "../../../shared/runtime/errors";
import type { LogFields } from "../../../shared/runtime/log";
import { sentenceOf } from "../../../shared/runtime/refusals";

type Operation = Parameters<typeof asking>[0];

const OPERATIONS: readonly Operation[] = [
  "sign-up",
  "confirm",
  "resend-code",
  "sign-in",
  "ask-way",
  "challenge",
  "sign-in-code",
  "sign-in-passkey",
  "refresh",
  "sign-out",
  "forgot-password",
  "reset-password",
  "change-password",
];

/** As the SDK throws what Cognito answers. */
const exception = (name: string, message: string) =>
  new cognito.CognitoIdentityProviderServiceException({ name, message, $fault: "client", $metadata: {} });

/** As Cognito passes on the error that a trigger throws. */
const failed = (trigger: string, sentence: string) => `${trigger} failed with error ${sentence}.`;

async function becomes(operation: Operation, error: unknown): Promise<Problem | "fault"> {
  try {
    await asking(operation, () => Promise.reject(error));
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown;
    // The cause is for the log, unless it is what a trigger said.
    if (thrown !== error) expect(thrown).toBeInstanceOf(FaultError);
    return "fault";
  }
  throw new Error("nothing was thrown");
}

async function codesOf(name: string, message: string): Promise<Record<string, string>> {
  const all = OPERATIONS.map(async (operation) => {
    const problem = await becomes(operation, exception(name, message));
    return [operation, problem === "fault" ? problem : problem.code];
  });
  return Object.fromEntries(await Promise.all(all));
}

const everywhere = (code: string) => Object.fromEntries(OPERATIONS.map((operation) => [operation, code]));

test.each<[name: string, message: string, code: string]>([
  ["EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA", "wrong-code"],
  ["UsernameExistsException", "An account with the given email already exists.", "account-exists"],
  ["AliasExistsException", "An account with the email already exists.", "account-exists"],
  [
    "InvalidPasswordException",
    "Password did not conform with policy: Password not long enough",
    "weak-password",
  ],
  ["PasswordHistoryPolicyViolationException", "used", "weak-password"],
  ["RefreshTokenReuseException", "Refresh Token has been used already.", "not-signed-in"],
  ["UnsupportedTokenTypeException", "Only refresh tokens can be revoked.", "invalid-request"],
  ["UnauthorizedException", "The token was issued to another client.", "invalid-request"],
  ["TooManyRequestsException", "Too many requests", "too-many-requests"],
  ["ForbiddenException", "Request not allowed due to WAF block.", "refused"],
  ["UserLambdaValidationException", failed("PreSignUp", sentenceOf("domain-not-allowed")), "refused"],
  ["UserLambdaValidationException", failed("PreSignUp", sentenceOf("fault")), "unavailable"],
  ["UserLambdaValidationException", failed("PreSignUp", sentenceOf("excluded")), "account-exists"],
  ["UserLambdaValidationException", failed("PreSignUp", sentenceOf("legacy-user")), "account-exists"],
  [
    "UserLambdaValidationException",
    failed("PreAuthentication", sentenceOf("too-many-attempts", 15)),
    "too-many-requests",
  ],
])("%s, %s, is %s wherever it comes from", async (name, message, code) => {
  expect(await codesOf(name, message)).toEqual(everywhere(code));
});

/** Whoever asks for these has proven nothing. */
const OPEN = {
  "sign-in": "wrong-credentials",
  "ask-way": "wrong-credentials",
  "sign-in-code": "wrong-code",
  "sign-in-passkey": "not-signed-in",
  confirm: "wrong-code",
  "reset-password": "wrong-code",
};

describe("what Cognito says of one person is the same answer for everybody, word by word", () => {
  const SAID: readonly [name: string, message: string][] = [
    ["NotAuthorizedException", "Incorrect username or password."],
    ["NotAuthorizedException", "User is disabled."],
    ["NotAuthorizedException", "Password attempts exceeded"],
    ["NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED"],
    ["NotAuthorizedException", "Temporary password has expired and must be reset by an administrator."],
    ["UserNotFoundException", "User does not exist."],
    ["UserNotConfirmedException", "User is not confirmed."],
    ["PasswordResetRequiredException", "Password reset required for the user"],
    ["CodeMismatchException", "Invalid verification code provided, please try again."],
    ["ExpiredCodeException", "Invalid code provided, please request a code again."],
    ["LimitExceededException", "Attempt limit exceeded, please try after some time."],
    ["TooManyFailedAttemptsException", "Too many"],
  ];
  const UNDELIVERABLE: [string, string] = [
    "InvalidParameterException",
    "Cannot reset password for the user as there is no registered/verified email or phone_number",
  ];

  test.each(Object.entries(OPEN) as [Operation, string][])("%s: %s", async (operation, code) => {
    const said = operation === "sign-in" ? SAID : [...SAID, UNDELIVERABLE];
    const answers = await Promise.all(
      said.map(async (error) => JSON.stringify(await becomes(operation, exception(...error)))),
    );
    expect(new Set(answers).size).toBe(1);
    expect(JSON.parse(answers[0] ?? "")).toMatchObject({ code });
  });

  test.each(["ask-way", "forgot-password", "resend-code"] as const)(
    "%s: what is not sent is none either",
    async (operation) => {
      const said = [...SAID, UNDELIVERABLE, ["CodeDeliveryFailureException", "Unable to deliver"] as const];
      for (const [name, message] of said)
        expect(tellsWhoExists(operation, exception(name, message))).toBe(true);
    },
  );
});

const PROVEN = ["sign-up", "challenge", "refresh", "sign-out", "change-password"] as const;

test.each<[name: string, message: string, code: string]>([
  ["CodeMismatchException", "Invalid verification code provided, please try again.", "wrong-code"],
  ["ExpiredCodeException", "Invalid code provided, please request a code again.", "code-expired"],
  ["PasswordResetRequiredException", "Password reset required for the user", "reset-required"],
  ["UserNotFoundException", "User does not exist.", "not-signed-in"],
  ["UserNotConfirmedException", "User is not confirmed.", "not-signed-in"],
  ["LimitExceededException", "Attempt limit exceeded, please try after some time.", "too-many-requests"],
  ["TooManyFailedAttemptsException", "Too many", "too-many-requests"],
  ["NotAuthorizedException", "Password attempts exceeded", "too-many-requests"],
  ["NotAuthorizedException", "A client attempted to write unauthorized attribute", "invalid-request"],
  ["NotAuthorizedException", "Cannot modify an already provided email", "invalid-request"],
  [
    "InvalidParameterException",
    "Attributes did not conform to the schema: custom:x: too long",
    "invalid-request",
  ],
])("%s, %s, is %s for whoever has proven who they are, or signs up", async (name, message, code) => {
  expect(await codesOf(name, message)).toMatchObject(
    Object.fromEntries(PROVEN.map((operation) => [operation, code])),
  );
});

test("what somebody may not do depends on what they want", async () => {
  expect(await codesOf("NotAuthorizedException", "Incorrect username or password.")).toMatchObject({
    "sign-up": "refused",
    challenge: "not-signed-in",
    refresh: "not-signed-in",
    "sign-out": "not-signed-in",
    "change-password": "wrong-credentials",
  });
});

test.each([
  ["Invalid Access Token"],
  ["Access Token has expired"],
  ["Access Token has been revoked"],
  ["User is disabled."],
])(
  "who changes a password with a session that is over is told so, not of the password: %s",
  async (message) => {
    const { "change-password": change } = await codesOf("NotAuthorizedException", message);
    expect(change).toBe("not-signed-in");
  },
);

test("a value that Cognito does not accept is not repeated", async () => {
  const message = "1 validation error detected: Value 'hunter2' at 'password' failed to satisfy constraint";
  const codes = await codesOf("InvalidParameterException", message);
  expect(codes).toEqual({ ...everywhere("invalid-request"), refresh: "not-signed-in" });
  for (const operation of OPERATIONS)
    expect(
      JSON.stringify(await becomes(operation, exception("InvalidParameterException", message))),
    ).not.toContain("hunter2");
});

test("the rule that a password breaks, and the sentence of a trigger, are told in their own words", async () => {
  const weak = exception(
    "InvalidPasswordException",
    "Password did not conform with policy: Password must have uppercase characters",
  );
  expect(await becomes("sign-up", weak)).toMatchObject({ detail: "Password must have uppercase characters" });
  for (const [trigger, detail] of [
    ["PreSignUp", sentenceOf("domain-not-allowed")],
    ["PreTokenGeneration", sentenceOf("suspended-person")],
    ["PreTokenGeneration", sentenceOf("unknown-source", "Sign-in")],
    ["PreSignUp", sentenceOf("bad-assignment", "role", "none of viewer, member, admin")],
  ] as const)
    expect(
      await becomes("sign-in", exception("UserLambdaValidationException", failed(trigger, detail))),
    ).toMatchObject({ code: "refused", detail });
});

describe("what nobody has thought of", () => {
  const SECRET = "arn:aws:lambda:eu-central-1:123456789012:function:pre-sign-up";
  const THROWN: readonly [string, unknown][] = [
    ...[
      "UnexpectedLambdaException",
      "InvalidLambdaResponseException",
      "InternalErrorException",
      "ResourceNotFoundException",
      "InvalidUserPoolConfigurationException",
      "InvalidEmailRoleAccessPolicyException",
      "InvalidSmsRoleTrustRelationshipException",
      "AccessDeniedException",
      "NotSimulatedException",
      "SomethingNewException",
    ].map((name): [string, unknown] => [name, exception(name, SECRET)]),
    ...[
      "RequestId: 5c1f5fda Error: Runtime exited with error: signal: killed",
      "RequestId: 5c1f5fda Process exited before completing request",
      "2026-05-01T12:00:00.000Z 5c1f5fda Task timed out after 5.00 seconds",
      "Cannot find module '/var/task/secret'",
      "Too many attempts. Please try again in a minute, <b>Ada</b>",
      "Sign-in is closed at the moment, says somebody else",
      "Two\nlines",
    ].map((text): [string, unknown] => [
      `a trigger that says ${JSON.stringify(text)}`,
      exception("UserLambdaValidationException", failed("PreSignUp", text + SECRET)),
    ]),
    ["a trigger that says nothing", exception("UserLambdaValidationException", failed("PreSignUp", ""))],
    ["what no trigger says", exception("UserLambdaValidationException", SECRET)],
    ["an error of the language", new TypeError(SECRET)],
    ["a timeout", Object.assign(new Error(SECRET), { name: "TimeoutError" })],
    ["what is no error", SECRET],
    ["nothing", undefined],
  ];

  test.each(THROWN)("%s stays a fault, which the caller hears nothing of", async (_, thrown) => {
    for (const operation of OPERATIONS) expect(await becomes(operation, thrown)).toBe("fault");

    const log: LogFields[] = [];
    const pool = { signIn: () => Promise.reject(thrown) } as unknown as AppClient;
    const users = {} as PoolUsers;
    const policy = { minLength: 12, requires: [] };
    const isBreached = async () => false;
    const off = {
      passwordless: "off" as const,
      passkeys: undefined,
      remembersDevices: false,
      cookies: undefined,
    };
    const ports = { pool, users, policy, ...off, isBreached, floorMs: 0 };
    const handler = api("auth", () => createHandler(ports), {
      environment: { STAGE: "test" },
      log: (line) => log.push(line),
    });
    const answer = await handler({
      routeKey: "POST /auth/sign-in",
      headers: { "content-type": "application/json" },
      requestContext: {},
      body: JSON.stringify({ email: "ada@acme.example", password: "Correct-Horse-7" }),
    });
    expect(answer).toMatchObject({ statusCode: 503 });
    expect(JSON.parse((answer as { body: string }).body)).toEqual({
      type: "urn:problem:unavailable",
      title: "This is not possible at the moment",
      status: 503,
      code: "unavailable",
      detail: sentenceOf("fault"),
    });
    expect(log).toMatchObject([{ level: "error", outcome: "fault", route: "POST /auth/sign-in" }]);
    expect(JSON.stringify(log)).not.toMatch(/ada@acme|Correct-Horse/);
    // What AWS says helps the operator; any other text may quote what was sent.
    const isFromAws =
      thrown instanceof cognito.CognitoIdentityProviderServiceException &&
      thrown.name !== "UserLambdaValidationException";
    expect(JSON.stringify(log).includes(SECRET)).toBe(isFromAws);
  });
});
