import { type Html, html, NOTHING } from "../../html";
import type { Texts } from "../api/input/shapes";
import { associate } from "../mfa/set-up";
import type { Pool } from "../pool";
import type { MfaKind } from "../settings";
import type { AuthorizationRequest } from "./authorization-request";
import { answerPage, codeField, field, hidden, type PageAnswer } from "./document";
import { addressOf, formOf, type PageRequest } from "./page-request";
import { PASSKEY_SCRIPT, passkeyFields } from "./passkey-form";
import { qrCode } from "./qr-code";
import type { Phrase } from "./words/phrases";
import type { Speech } from "./words/speech";

/**
 * A sign-in on the pages that waits for an answer. The session of the challenge is kept here, so the browser never
 * gets it.
 */
export interface PageChallenge {
  /** The browser that was asked. */
  readonly browser: string;
  readonly clientId: string;
  readonly login: string;
  /** The challenge that the session was opened for. */
  readonly name: string;
  readonly session: string;
  readonly parameters: Texts;
  /** The secret for an authenticator app, until its first code is entered. */
  readonly key?: string;
  readonly expiresAt: number;
}

interface Asked {
  readonly ChallengeName: string;
  readonly Session: string;
  readonly ChallengeParameters: Texts;
}

export const isChallenge = (outcome: object): outcome is Asked => "ChallengeName" in outcome;

export function askOnPage(
  pool: Pool,
  request: PageRequest,
  asked: AuthorizationRequest,
  login: string,
  { ChallengeName, Session: session, ChallengeParameters: parameters }: Asked,
): PageAnswer {
  const { client } = asked;
  const expiresAt = pool.now().getTime() + client.sessionSeconds * 1_000;
  const { browser } = request;
  const name = pool.sessions.nameOf(session) ?? ChallengeName;
  const challenge = { browser, clientId: client.id, login, name, session, parameters, expiresAt };
  const opened = name === "MFA_SETUP" ? withKey(pool, challenge) : challenge;
  return challengePage(pool, request, asked, pool.pageChallenges.issue(opened), opened);
}

function withKey(pool: Pool, challenge: PageChallenge): PageChallenge {
  const handed = associate(pool, { kind: "signing-in", session: challenge.session });
  return { ...challenge, key: handed.SecretCode, session: handed.Session ?? challenge.session };
}

const TITLES: Readonly<Record<string, Phrase>> = {
  NEW_PASSWORD_REQUIRED: "Choose a new password",
  SOFTWARE_TOKEN_MFA: "Enter the code of your app",
  SMS_MFA: "Enter the code from the text message",
  EMAIL_MFA: "Enter the code from the e-mail",
  EMAIL_OTP: "Enter the code from the e-mail",
  SMS_OTP: "Enter the code from the text message",
  WEB_AUTHN: "Use your passkey",
  SELECT_MFA_TYPE: "Choose how to confirm it is you",
  MFA_SETUP: "Set up an authenticator app",
};

export function challengePage(
  pool: Pool,
  request: PageRequest,
  asked: AuthorizationRequest,
  ticket: string,
  challenge: PageChallenge,
  alert?: string,
): PageAnswer {
  const action = addressOf("/challenge", request.query);
  const { say } = request.speech;
  return answerPage({
    title: say(TITLES[challenge.name] ?? "Sign in"),
    brand: pool.brandOf(asked.client.id),
    speech: request.speech,
    status: alert === undefined ? 200 : 400,
    alert,
    leadsTo: asked.redirectUri,
    ...(challenge.name === "WEB_AUTHN" && { script: PASSKEY_SCRIPT }),
    content: html`${formOf(pool, request, action, html`${hidden("ticket", ticket)}${questionOf(pool, challenge, request.speech)}`)}
<p class="links"><a href="${addressOf("/login", request.query)}">${say("Begin again")}</a></p>`,
  });
}

function questionOf({ settings }: Pool, challenge: PageChallenge, speech: Speech): Html {
  const { name, parameters } = challenge;
  const { say } = speech;
  const confirm = html`<button>${say("Confirm")}</button>`;
  switch (name) {
    case "NEW_PASSWORD_REQUIRED":
      return newPasswordQuestion(settings, parameters, speech);
    case "SMS_MFA":
    case "EMAIL_MFA":
      return html`<p>${say("A code was sent to {address}.", { address: parameters.CODE_DELIVERY_DESTINATION ?? "" })}</p>
${codeField(speech)}${confirm}`;
    case "EMAIL_OTP":
    case "SMS_OTP":
      // Nobody may learn here whether there is an account.
      return html`<p>${say("If it lets you in, a code was sent to {address}.", { address: parameters.CODE_DELIVERY_DESTINATION ?? "" })}</p>
${codeField(speech)}<button>${say("Sign in")}</button>`;
    case "WEB_AUTHN":
      return passkeyFields("get", parameters.CREDENTIAL_REQUEST_OPTIONS ?? "", say("Use a passkey"), speech);
    case "SELECT_MFA_TYPE":
      return html`${choicesIn(parameters).map(
        (factor, index) =>
          html`<button${index === 0 ? NOTHING : html` class="second"`} name="factor" value="${factor}">${say(WAYS[factor])}</button>
`,
      )}`;
    case "MFA_SETUP":
      return html`${keyOf(settings, challenge, speech)}
${codeField(speech, say("The six digits that the app shows now."))}${confirm}`;
    default:
      return html`${codeField(speech)}${confirm}`;
  }
}

const WAYS: Readonly<Record<MfaKind, Phrase>> = {
  SOFTWARE_TOKEN_MFA: "By an authenticator app",
  SMS_MFA: "By a text message",
  EMAIL_OTP: "By an e-mail",
};

const choicesIn = ({ MFAS_CAN_CHOOSE = "[]" }: Texts): readonly MfaKind[] => JSON.parse(MFAS_CAN_CHOOSE);

/** The secret as a picture for cameras, as a link for an app on the same device, and as text. */
function keyOf({ name }: Settings, { login, key = "" }: PageChallenge, { say }: Speech): Html {
  const address = keyAddress(name, login, key);
  return html`<p>${say("Scan this picture with your authenticator app.")}</p>
${qrCode(address, say("The key of this account as a QR code"))}
<p><a href="${address}">${say("Or open the app on this device")}</a></p>
<p><strong id="key">${say("Or type this key into the app")}</strong><code class="key" aria-labelledby="key">${key}</code></p>`;
}

function newPasswordQuestion(
  { passwordPolicy }: Settings,
  { requiredAttributes = "[]" }: Texts,
  speech: Speech,
): Html {
  const { say } = speech;
  const missing = JSON.parse(requiredAttributes) as readonly string[];
  return html`<p>${say("Your password is temporary, or has been reset. Choose one of your own.")}</p>
${field({ label: say("New password"), name: "password", type: "password", autocomplete: "new-password", hint: policyInWords(passwordPolicy, speech) })}
${missing.map((name) => field({ label: name.replace(/^userAttributes\./, ""), name, autocomplete: "on" }))}<button>${say("Save and sign in")}</button>`;
}

type Settings = Pool["settings"];

export function policyInWords(policy: Settings["passwordPolicy"], { say, language }: Speech): string {
  const kinds = [
    policy.requireLowercase && say("a small letter"),
    policy.requireUppercase && say("a capital letter"),
    policy.requireNumbers && say("a digit"),
    policy.requireSymbols && say("a symbol"),
  ].filter((kind) => kind !== false);
  const count = String(policy.minimumLength);
  return kinds.length === 0
    ? say("At least {count} characters.", { count })
    : say("At least {count} characters, with {kinds}.", {
        count,
        kinds: new Intl.ListFormat(language).format(kinds),
      });
}

/** https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
function keyAddress(poolName: string, login: string, key: string): string {
  const issuer = encodeURIComponent(poolName);
  return `otpauth://totp/${issuer}:${encodeURIComponent(login)}?secret=${key}&issuer=${issuer}`;
}
