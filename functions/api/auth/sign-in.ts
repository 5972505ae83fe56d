import type {
  InitiateAuthCommandOutput,
  RespondToAuthChallengeCommandOutput,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Endpoints } from "../../../shared/api/api";
import { EMAIL, oneOf, optional, PASSWORD, readBody } from "../../../shared/api/body";
import type { ApiResponse } from "../../../shared/api/response";
import type { AppClient } from "../../../shared/aws/app-client";
import type { Run } from "../../../shared/runtime/invocation";
import type { ApiOutcomes } from "../../../shared/runtime/outcomes";
import { askingForAnybody } from "./anybody";
import { needed, responsesTo, showChallenge } from "./challenge";
import { asking } from "./cognito-problems";
import { ATTRIBUTES, CODE, METADATA, SESSION } from "./fields";
import { cookiesFor, type RefreshCookies } from "./refresh-cookie";
import { tokenResponse } from "./tokens";

const SIGN_IN = { email: EMAIL, password: PASSWORD, clientMetadata: METADATA };

const CHALLENGE = {
  challenge: oneOf(
    "NEW_PASSWORD_REQUIRED",
    "SOFTWARE_TOKEN_MFA",
    "SMS_MFA",
    "EMAIL_OTP",
    "SELECT_MFA_TYPE",
    "MFA_SETUP",
  ),
  session: SESSION,
  email: EMAIL,
  newPassword: optional(PASSWORD),
  attributes: ATTRIBUTES,
  code: optional(CODE),
  choice: optional(oneOf("SOFTWARE_TOKEN_MFA", "SMS_MFA", "EMAIL_OTP")),
  clientMetadata: METADATA,
};

interface Ports {
  readonly pool: AppClient;
  readonly cookies: RefreshCookies | undefined;
  readonly floorMs: number;
}

export function signIn({ pool, cookies, floorMs }: Ports): Endpoints {
  const proceed = async (
    result: InitiateAuthCommandOutput | RespondToAuthChallengeCommandOutput,
    cookie: RefreshCookies | undefined,
    run: Run<ApiOutcomes>,
  ): Promise<ApiResponse> => {
    if (result.AuthenticationResult !== undefined) return tokenResponse(result.AuthenticationResult, cookie);
    const { ChallengeName: name, Session: session, ChallengeParameters: parameters = {} } = result;
    run.outcome("challenged", { challenge: name });
    return { status: 200, body: await showChallenge(pool, { name, session, parameters }, run) };
  };

  return {
    async "POST /auth/sign-in"(request, run) {
      const cookie = cookiesFor(request, cookies);
      const { email, password, clientMetadata } = readBody(request, SIGN_IN);
      const asked = { clientMetadata, signal: run.signal, userAgent: request.headers["user-agent"] };
      const result = await askingForAnybody("sign-in", floorMs, run, () =>
        pool.signIn(email, password, asked),
      );
      return proceed(result, cookie, run);
    },

    async "POST /auth/challenge"(request, run) {
      const cookie = cookiesFor(request, cookies);
      const { challenge, email, clientMetadata, ...answer } = readBody(request, CHALLENGE);
      const asked = { clientMetadata, signal: run.signal, userAgent: request.headers["user-agent"] };
      const responses = { USERNAME: email, ...responsesTo(challenge, answer) };
      const { session } = answer;
      const result = await asking("challenge", async () => {
        const proven =
          challenge === "MFA_SETUP"
            ? (await pool.verifyAuthenticator(session, needed(answer, "code"), asked)).Session
            : session;
        return pool.answerChallenge({ challenge, session: proven ?? session, responses }, asked);
      });
      return proceed(result, cookie, run);
    },
  };
}
