import { html } from "../../html";
import { parsed } from "../passkeys/client-data";
import { completeRegistration, startRegistration } from "../passkeys/registration";
import { userNamed } from "../users/users";
import { findSession } from "./browser-session";
import { answerPage, type PageAnswer } from "./document";
import { addressOf, formOf } from "./page-request";
import { PASSKEY_SCRIPT, passkeyFields } from "./passkey-form";
import { signInPage } from "./sign-in-page";
import type { Visit } from "./visit";
import { wordsOf } from "./words/error-words";

const PATH = "/passkeys/add";

/** A person who has signed in on the pages adds a passkey here. */
export async function addPasskeyPage(visit: Visit, alert?: string): Promise<PageAnswer> {
  const { pool, request, asked } = visit;
  const { speech } = request;
  const { say } = speech;
  const user = signedIn(visit);
  if (user === undefined) return signInPage(visit, { alert: say("Sign in first, then add a passkey.") });
  const options = JSON.stringify(await startRegistration(pool, { user, client: asked.client }));
  const fields = passkeyFields("create", options, say("Add a passkey"), speech);
  return answerPage({
    title: say("Add a passkey"),
    speech,
    brand: pool.brandOf(asked.client.id),
    status: alert === undefined ? 200 : 400,
    alert,
    leadsTo: asked.redirectUri,
    script: PASSKEY_SCRIPT,
    content: html`<p>${say("You are {person}. With a passkey you sign in by your fingerprint, your face or the PIN of this device.", { person: user.attributes.email ?? user.username })}</p>
${formOf(pool, request, addressOf(PATH, request.query), fields)}
${wayOn(visit)}`,
  });
}

export async function takePasskey(visit: Visit): Promise<PageAnswer> {
  const { pool, request, asked, refused } = visit;
  const { speech } = request;
  const user = signedIn(visit);
  if (user === undefined) return addPasskeyPage(visit);
  try {
    const credential = parsed(request.form.get("credential") ?? "");
    await completeRegistration(pool, { user, client: asked.client }, credential);
  } catch (error) {
    refused(user.username, error);
    return addPasskeyPage(visit, wordsOf(error, speech));
  }
  return answerPage({
    title: speech.say("Your passkey is saved"),
    speech,
    brand: pool.brandOf(asked.client.id),
    leadsTo: asked.redirectUri,
    content: html`<p>${speech.say("Next time, choose “Use a passkey”.")}</p>
${wayOn(visit)}`,
  });
}

const signedIn = ({ pool, request }: Visit) => {
  const session = findSession(pool, request.sessionTicket);
  return session && userNamed(pool, session.user.username);
};

const wayOn = ({ request }: Visit) =>
  html`<p class="links"><a href="${addressOf("/oauth2/authorize", request.query)}">${request.speech.say("Go on to the app")}</a></p>`;
