import type { IncomingMessage } from "node:http";
import { html } from "../../html";
import { CognitoError } from "../api/errors";
import { offeredProviders, offersPasswords } from "../federation/offered-providers";
import type { Pool } from "../pool";
import { addPasskeyPage, takePasskey } from "./add-passkey-page";
import { type AuthorizationRequest, readAuthorization } from "./authorization-request";
import { answerOnPage } from "./challenge-answer-page";
import { confirmUserPage, takeConfirmation } from "./confirm-user-page";
import { answerPage, type PageAnswer, redirectTo } from "./document";
import { forgotPasswordPage, newPasswordPage, takeForgotten, takeNewPassword } from "./forgot-password-page";
import { logOut } from "./logout-page";
import { addressOf, isOwnForm, type PageRequest, readPageRequest, withBrowserCookie } from "./page-request";
import { PROVIDER_STEPS } from "./providers/provider-pages";
import { sendToProvider } from "./providers/provider-sign-in";
import { returnRefused, returnSignedIn } from "./return-to-client";
import { signInPage, usableSession } from "./sign-in-page";
import { takeSignIn } from "./sign-in-steps";
import { signUpPage, takeSignUp } from "./sign-up-page";
import type { Visit } from "./visit";
import { wordsOf } from "./words/error-words";
import { speechIn } from "./words/speech";

/** A person who has returned to a client from the pages, signed in. */
export interface PageSignIn {
  /** Such as `POST /login`. */
  readonly operation: string;
  readonly who: string;
}

/** A form of the pages that was refused. */
export interface PageRefusal {
  /** Such as `POST /login`. */
  readonly operation: string;
  readonly who: string;
  readonly error: CognitoError;
}

type Step = (visit: Visit) => PageAnswer | Promise<PageAnswer>;

/** The pages for people whom a client has sent, by method and path in lower case. */
const STEPS: ReadonlyMap<string, Step> = new Map<string, Step>([
  ["GET /oauth2/authorize", authorize],
  ["GET /login", openSignIn],
  ["POST /login", takeSignIn],
  ["POST /challenge", answerOnPage],
  ["GET /passkeys/add", (visit) => addPasskeyPage(visit)],
  ["POST /passkeys/add", takePasskey],
  ["GET /signup", (visit) => signUpPage(visit)],
  ["POST /signup", takeSignUp],
  ["GET /confirmuser", (visit) => confirmUserPage(visit)],
  ["POST /confirmuser", takeConfirmation],
  ["GET /forgotpassword", (visit) => forgotPasswordPage(visit)],
  ["POST /forgotpassword", takeForgotten],
  ["GET /confirmforgotpassword", (visit) => newPasswordPage(visit)],
  ["POST /confirmforgotpassword", takeNewPassword],
]);

const LOGOUT = "/logout";
const PATHS = new Set([
  ...[...STEPS.keys(), ...PROVIDER_STEPS.keys()].map((step) => step.replace(/^\w+ /, "")),
  LOGOUT,
]);

const WITHOUT_PASSWORDS = ["GET /oauth2/authorize", "GET /login"];

const NOT_BEGUN = "This sign-in was not begun in this browser, has taken too long, or has come back before.";

const pathOf = ({ url = "" }: Pick<IncomingMessage, "url">): string =>
  url.replace(/\?.*$/s, "").toLowerCase();

/** Whether a request is for a page for people, and not for an address that programs call. */
export const isSignInPage = (request: Pick<IncomingMessage, "url">): boolean => PATHS.has(pathOf(request));

/** The listeners to events on the pages. */
interface Listeners {
  readonly onSignIn?: ((signIn: PageSignIn) => void) | undefined;
  /** The page tells the person as well. */
  readonly onRefusal?: ((refusal: PageRefusal) => void) | undefined;
}

export async function answerSignInPage(
  pool: Pool,
  incoming: IncomingMessage,
  body: string,
  listeners: Listeners = {},
): Promise<PageAnswer> {
  if (pool.settings.domain === undefined) return withoutDomain(pool);
  try {
    const request = readPageRequest(pool, incoming, body);
    const operation = `${incoming.method} ${pathOf(incoming)}`;
    const answer = await visit(pool, incoming, request, operation, listeners.onRefusal);
    if (answer.signedIn !== undefined) listeners.onSignIn?.({ operation, who: answer.signedIn });
    return withBrowserCookie(pool, request, answer);
  } catch (error) {
    return apology(pool, wordsOf(error, ENGLISH), error instanceof CognitoError ? error.status : 400);
  }
}

async function visit(
  pool: Pool,
  incoming: IncomingMessage,
  request: PageRequest,
  operation: string,
  onRefusal: Listeners["onRefusal"],
): Promise<PageAnswer> {
  const path = pathOf(incoming);
  if (path === LOGOUT && incoming.method === "GET") return logOut(pool, request);
  const refused = (who: string, error: unknown) => {
    if (error instanceof CognitoError) onRefusal?.({ operation, who, error });
  };
  const atProvider = PROVIDER_STEPS.get(operation);
  if (atProvider !== undefined)
    return (
      (await atProvider({ pool, request, headers: incoming.headers, refused })) ??
      apology(pool, NOT_BEGUN, 400)
    );
  const step = STEPS.get(operation);
  if (step === undefined) return apology(pool, `Nothing is sent to ${path} by ${incoming.method}.`, 405);
  const reading = readAuthorization(pool, request.query);
  if (reading.kind === "unanswerable") return apology(pool, reading.words, 400);
  if (reading.kind === "refused") return returnRefused(reading.to, reading.error);
  const { asked } = reading;
  if (!offersPasswords(asked.client) && !WITHOUT_PASSWORDS.includes(operation))
    return apology(
      pool,
      `People of the client ${asked.client.name} sign in through other providers only.`,
      400,
    );
  const guest = { pool, request, asked, refused };
  if (incoming.method === "POST" && !isOwnForm(pool, request, incoming.headers))
    return signInPage(guest, {
      alert: request.speech.say("That form was not sent to this browser, or is too old. Try again."),
    });
  return step(guest);
}

/** A person who is signed in returns at once. Everybody else has to sign in, unless the client wants no page. */
async function authorize({ pool, request, asked }: Visit): Promise<PageAnswer> {
  const session = usableSession(pool, request, asked);
  if (session !== undefined) return returnSignedIn(pool, asked, session);
  if (asked.prompt.includes("none"))
    return returnRefused(asked, { error: "login_required", description: "Nobody is signed in" });
  const provider = providerFor(pool, asked);
  return provider === undefined
    ? redirectTo(addressOf("/login", request.query))
    : sendToProvider(pool, request, asked, provider);
}

function openSignIn(visit: Visit): PageAnswer | Promise<PageAnswer> {
  const { pool, request, asked } = visit;
  const provider = providerFor(pool, asked);
  return provider === undefined ? signInPage(visit) : sendToProvider(pool, request, asked, provider);
}

/** The provider to which people are sent without a page: the one that the client names, or the client's only one. */
function providerFor(pool: Pool, { client, identityProvider }: AuthorizationRequest) {
  const offered = offeredProviders(pool, client);
  if (identityProvider !== undefined) return offered.find(({ name }) => name === identityProvider);
  return offersPasswords(client) || offered.length > 1 ? undefined : offered[0];
}

/** For the developers of the app, because only they can correct the address. */
const ENGLISH = speechIn("en");

const apology = (pool: Pool, alert: string, status: number): PageAnswer =>
  answerPage({
    title: "This address does not work",
    brand: pool.brandOf(undefined),
    speech: ENGLISH,
    status,
    alert,
    content: html`<p>Go back to the app and try again from there.</p>`,
  });

const withoutDomain = (pool: Pool): PageAnswer =>
  answerPage({
    title: "This stage has no sign-in pages",
    brand: pool.brandOf(undefined),
    speech: ENGLISH,
    status: 404,
    content: html`<p>They come with the parameter <code>domainPrefix</code>, on AWS and here:</p>
<p><code>npm start -- --param="domainPrefix=my-login"</code></p>
<p>A pool that an operation has created gets them by <code>CreateUserPoolDomain</code>.</p>`,
  });
