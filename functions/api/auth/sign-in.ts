import type {
  InitiateAuthCommandOutput,
  RespondToAuthChallengeCommandOutput,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Endpoints } from "../../../shared/api/api";
import { CREDENTIAL, EMAIL, oneOf, optional, PASSWORD, readBody } from "../../../shared/api/body";
import type { ApiResponse } from "../../../shared/api/response";
import type { AppClient } from "../../../shared/aws/app-client";
import type { IsBreached } from "../../../shared/breached-passwords";
import type { Passkeys, Passwordless } from "../../../shared/passwordless";
import type { Run } from "../../../shared/runtime/invocation";
import type { ApiOutcomes } from "../../../shared/runtime/outcomes";
import { askingForAnybody } from "./anybody";
import { requireUnbreached } from "./breached";
import { needed, responsesTo, showChallenge } from "./challenge";
import { asking } from "./cognito-problems";
import { ATTRIBUTES, CHALLENGE_CODE, METADATA, missing, SESSION } from "./fields";
import { cookiesFor, type RefreshCookies } from "./refresh-cookie";
import { tokenResponse } from "./tokens";
import { beginWithout, openWay, openWays } from "./without-password";

/** A password, or the choice of a way without one. With neither, the answer lists the ways that there are. */
const SIGN_IN = {
  email: EMAIL,
  password: optional(PASSWORD),
  choice: optional(oneOf("EMAIL_OTP", "WEB_AUTHN")),
  clientMetadata: METADATA,
};

const CHALLENGE = {
  challenge: oneOf(
    "NEW_PASSWORD_REQUIRED",
    "SOFTWARE_TOKEN_MFA",
    "SMS_MFA",
    "SELECT_MFA_TYPE",
    "MFA_SETUP",
    "EMAIL_OTP",
    "WEB_AUTHN",
  ),
  session: SESSION,
  email: EMAIL,
  newPassword: optional(PASSWORD),
  attributes: ATTRIBUTES,
  code: optional(CHALLENGE_CODE),
  credential: optional(CREDENTIAL),
  choice: optional(oneOf("SOFTWARE_TOKEN_MFA", "SMS_MFA", "EMAIL_OTP")),
  clientMetadata: METADATA,
};

interface Ports {
  readonly pool: AppClient;
  readonly passwordless: Passwordless;
  readonly passkeys: Passkeys | undefined;
  readonly cookies: RefreshCookies | undefined;
  readonly isBreached: IsBreached;
  readonly floorMs: number;
}

export function signIn({ pool, passwordless, passkeys, cookies, isBreached, floorMs }: Ports): Endpoints {
  const proceed = async (
    result: InitiateAuthCommandOutput | RespondToAuthChallengeCommandOutput,
    cookie: RefreshCookies | undefined,
    run: Run<ApiOutcomes>,
    reason?: string,
  ): Promise<ApiResponse> => {
    if (result.AuthenticationResult !== undefined) return tokenResponse(result.AuthenticationResult, cookie);
    const { ChallengeName: name, Session: session, ChallengeParameters: parameters = {} } = result;
    run.outcome("challenged", { challenge: name, ...(reason !== undefined && { reason }) });
    return { status: 200, body: await showChallenge(pool, { name, session, parameters }, run) };
  };

  /** A challenge without a session, because no sign-in has begun. Its answer is a sign-in with the choice. */
  const askForWay = (run: Run<ApiOutcomes>): ApiResponse => {
    const choices = openWays(passwordless, passkeys);
    if (choices === undefined) throw missing("password");
    const challenge = "SELECT_CHALLENGE";
    run.outcome("challenged", { challenge });
    return { status: 200, body: { challenge, choices } };
  };

  return {
    async "POST /auth/sign-in"(request, run) {
      const cookie = cookiesFor(request, cookies);
      const { email, password, choice, clientMetadata } = readBody(request, SIGN_IN);
      const asked = { clientMetadata, signal: run.signal, userAgent: request.headers["user-agent"] };
      if (password === undefined) {
        if (choice === undefined) return askForWay(run);
        const way = openWay(choice, passwordless, passkeys);
        const { begun, reason } = await beginWithout(pool, way, { email, floorMs, asked }, run);
        return proceed(begun, cookie, run, reason);
      }
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
      const { session, newPassword } = answer;
      if (challenge === "EMAIL_OTP" || challenge === "WEB_AUTHN") {
        const operation = challenge === "EMAIL_OTP" ? "sign-in-code" : "sign-in-passkey";
        const signedIn = await askingForAnybody(operation, floorMs, run, () =>
          pool.answerChallenge({ challenge, session, responses }, asked),
        );
        return proceed(signedIn, cookie, run);
      }
      await requireUnbreached(isBreached, newPassword, run);
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
