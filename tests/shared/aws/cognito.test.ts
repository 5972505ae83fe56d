import {
  ChangePasswordCommand,
  CompleteWebAuthnRegistrationCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  DeleteWebAuthnCredentialCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { cognitoClient } from "../../../shared/aws/cognito";
import { UncertainError } from "../../../shared/runtime/errors";
import { startServer, type TestServer } from "../../harness/server";

const ClientId = "web";
const AccessToken = "token";
const of = { ClientId, Username: "ada@acme.example" };
const ONLY_ONCE = {
  SignUp: new SignUpCommand({ ...of, Password: "p" }),
  ConfirmSignUp: new ConfirmSignUpCommand({ ...of, ConfirmationCode: "1" }),
  ConfirmForgotPassword: new ConfirmForgotPasswordCommand({ ...of, ConfirmationCode: "1", Password: "p" }),
  RespondToAuthChallenge: new RespondToAuthChallengeCommand({ ClientId, ChallengeName: "EMAIL_OTP" }),
  VerifySoftwareToken: new VerifySoftwareTokenCommand({ AccessToken, UserCode: "1" }),
  ChangePassword: new ChangePasswordCommand({ AccessToken, ProposedPassword: "p" }),
  CompleteWebAuthnRegistration: new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential: {} }),
  DeleteWebAuthnCredential: new DeleteWebAuthnCredentialCommand({ AccessToken, CredentialId: "1" }),
};
const { SignUp } = ONLY_ONCE;

/** What Cognito answers, attempt by attempt; without an answer, the connection breaks. */
let answers: (readonly [status: number, type: string, message?: string] | undefined)[];
let asked: number;
let server: TestServer;
beforeEach(async () => {
  asked = 0;
  server = await startServer((request, response) => {
    const answer = answers[asked];
    asked += 1;
    if (answer === undefined) return request.socket.destroy();
    const [status, __type, message = "no"] = answer;
    response.writeHead(status).end(JSON.stringify({ __type, message }));
  });
  Object.assign(process.env, {
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: server.endpoint,
  });
});
afterEach(() => server.stop());

const failureOf = (command: SignUpCommand) =>
  cognitoClient(5_000)
    .send(command)
    .then(
      () => undefined,
      (error) => (error instanceof UncertainError ? "not certain" : error.name),
    );

const BROKEN = undefined;
const FAILED = [500, "InternalErrorException"] as const;
const THROTTLED = [400, "TooManyRequestsException"] as const;

test.each(Object.entries(ONLY_ONCE))("%s may have counted if its answer is lost", async (_, command) => {
  for (const lost of [BROKEN, FAILED]) {
    answers = [lost, [400, "NotAuthorizedException"]];
    asked = 0;
    expect([await failureOf(command as SignUpCommand), asked]).toEqual(["not certain", 2]);
  }
});

test.each([
  ["first it is throttled", [THROTTLED, FAILED], 2],
  ["first it is throttled, then the connection breaks", [THROTTLED, BROKEN], 2],
  ["it fails twice", [FAILED, FAILED], 2],
  ["it fails in a way that the SDK does not repeat", [[501, "NotImplemented"]], 1],
  ["a trigger is late", [[400, "UnexpectedLambdaException", "PostConfirmation invocation failed"]], 1],
  ["a trigger answers nonsense", [[400, "InvalidLambdaResponseException"]], 1],
  ["the code cannot be sent", [[400, "CodeDeliveryFailureException"]], 1],
] as const)("a sign-up may have counted if %s", async (_, given, attempts) => {
  answers = [...given];
  expect([await failureOf(SignUp), asked]).toEqual(["not certain", attempts]);
});

test.each([
  ["it is refused", [[400, "UsernameExistsException"]]],
  ["it is throttled, then refused", [THROTTLED, [400, "UsernameExistsException"]]],
  ["the trigger before it is late", [[400, "UnexpectedLambdaException", "PreSignUp invocation failed"]]],
] as const)("a sign-up has not counted if %s", async (_, given) => {
  answers = [...given];
  expect(await failureOf(SignUp)).toBe(given.at(-1)?.[1]);
});

test("a sign-up has not counted if nobody listens", async () => {
  await server.stop();
  expect(await failureOf(SignUp)).not.toBe("not certain");
});

test("what can be repeated is refused as the last attempt is", async () => {
  answers = [FAILED, [400, "NotAuthorizedException"]];
  const command = new InitiateAuthCommand({ ClientId, AuthFlow: "USER_PASSWORD_AUTH" });
  expect(await failureOf(command as unknown as SignUpCommand)).toBe("NotAuthorizedException");
});
