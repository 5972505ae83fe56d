import { CognitoError } from "../api/errors";
import type { Pool } from "../pool";
import { provePassword } from "../sign-in/sign-in";
import type { User } from "../users/user";
import type { AuthorizationRequest } from "./authorization-request";
import { openSession } from "./browser-session";
import { askOnPage, isChallenge } from "./challenge-page";
import { confirmUserPage } from "./confirm-user-page";
import type { PageAnswer } from "./document";
import { forgotPasswordPage } from "./forgot-password-page";
import { type PageRequest, withSessionCookie } from "./page-request";
import { returnSignedIn } from "./return-to-client";
import { signInPage } from "./sign-in-page";
import { typedIn, type Visit } from "./visit";
import { wordsOf } from "./words";

/** The password as it was typed, through the steps of every sign-in. */
export async function signInOnPage(
  pool: Pool,
  request: PageRequest,
  asked: AuthorizationRequest,
  { login, password }: { login: string; password: string },
): Promise<PageAnswer> {
  const signIn = { client: asked.client, login, validationData: undefined };
  return goOn(pool, request, asked, login, await provePassword(pool, signIn, password, "HostedAuth"));
}

/** What follows a step: a challenge on a page of its own, or the way back to the client. */
export async function goOn(
  pool: Pool,
  request: PageRequest,
  asked: AuthorizationRequest,
  login: string,
  outcome: object,
): Promise<PageAnswer> {
  if (isChallenge(outcome)) return askOnPage(pool, request, asked, login, outcome);
  if (!("letIn" in outcome)) throw new Error("a sign-in on a page has ended in something else");
  // Another's sign-in in this browser ends, and the secret of the cookie is a new one.
  pool.browserSessions.void(request.sessionTicket);
  const { session, ticket } = openSession(pool, asked.client, outcome.letIn as User);
  return withSessionCookie(pool, await returnSignedIn(pool, asked, session), ticket);
}

export async function takeSignIn(visit: Visit): Promise<PageAnswer> {
  const { pool, request, asked, refused } = visit;
  const login = typedIn(request, "username");
  const password = request.form.get("password") ?? "";
  if (login === "" || password === "")
    return signInPage(visit, { login, alert: "Enter your address and your password." });
  try {
    return await signInOnPage(pool, request, asked, { login, password });
  } catch (error) {
    refused(login, error);
    const type = error instanceof CognitoError ? error.type : undefined;
    const said = { login, alert: wordsOf(error) };
    // Both say what is missing, and the page for it is the next one.
    if (type === "UserNotConfirmedException") return confirmUserPage(visit, said);
    if (type === "PasswordResetRequiredException") return forgotPasswordPage(visit, said);
    return signInPage(visit, said);
  }
}
