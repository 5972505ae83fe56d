import { CognitoError } from "../api/errors";
import { OWN } from "../federation/offered-providers";
import type { Pool } from "../pool";
import { requireFlow } from "../sign-in/auth-flows";
import { provePassword } from "../sign-in/sign-in";
import { startBy } from "../sign-in/user-auth";
import type { User } from "../users/user";
import type { AuthorizationRequest } from "./authorization-request";
import { askOnPage, isChallenge } from "./challenge-page";
import { confirmUserPage } from "./confirm-user-page";
import type { PageAnswer } from "./document";
import { forgotPasswordPage } from "./forgot-password-page";
import { isOtherWay } from "./other-ways";
import type { PageRequest } from "./page-request";
import { letIn } from "./return-to-client";
import { signInPage } from "./sign-in-page";
import { typedIn, type Visit } from "./visit";
import { wordsOf } from "./words/error-words";

/** Signs in with the typed password, through the same steps as every sign-in. */
export async function signInOnPage(
  pool: Pool,
  request: PageRequest,
  asked: AuthorizationRequest,
  { login, password }: { login: string; password: string },
): Promise<PageAnswer> {
  const signIn = { client: asked.client, login, validationData: undefined };
  return goOn(
    pool,
    request,
    asked,
    login,
    await provePassword(pool, signIn, password, { source: "HostedAuth" }),
  );
}

/** Goes on after a step: to the page of a challenge, or back to the client. */
export async function goOn(
  pool: Pool,
  request: PageRequest,
  asked: AuthorizationRequest,
  login: string,
  outcome: object,
): Promise<PageAnswer> {
  if (isChallenge(outcome)) return askOnPage(pool, request, asked, login, outcome);
  if (!("letIn" in outcome)) throw new Error("a sign-in on a page has ended in something else");
  return letIn(pool, request, asked, outcome.letIn as User, OWN);
}

export async function takeSignIn(visit: Visit): Promise<PageAnswer> {
  const { pool, request, asked, refused } = visit;
  const login = typedIn(request, "username");
  const password = request.form.get("password") ?? "";
  const { say } = request.speech;
  const pressed = request.form.get("way");
  const way = isOtherWay(pressed) ? pressed : undefined;
  if (login === "" || (way === undefined && password === ""))
    return signInPage(visit, {
      login,
      alert: say(way === undefined ? "Enter your address and your password." : "Enter your address."),
    });
  try {
    if (way === undefined) return await signInOnPage(pool, request, asked, { login, password });
    requireFlow(asked.client, "ALLOW_USER_AUTH", "USER_AUTH");
    const outcome = await startBy(pool, { client: asked.client, login, validationData: undefined }, way);
    if (isChallenge(outcome) && outcome.ChallengeName === "SELECT_CHALLENGE")
      return signInPage(visit, { login, alert: say("You cannot sign in this way. Choose another.") });
    return await goOn(pool, request, asked, login, outcome);
  } catch (error) {
    refused(login, error);
    const type = error instanceof CognitoError ? error.type : undefined;
    const said = { login, alert: wordsOf(error, request.speech) };
    // Both errors say what is missing, and the next page asks for it.
    if (type === "UserNotConfirmedException") return confirmUserPage(visit, said);
    if (type === "PasswordResetRequiredException") return forgotPasswordPage(visit, said);
    return signInPage(visit, said);
  }
}
