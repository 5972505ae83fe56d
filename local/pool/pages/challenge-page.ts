import { type Html, html, NOTHING } from "../../html";
import type { Texts } from "../api/input/shapes";
import { associate } from "../mfa/set-up";
import type { Pool } from "../pool";
import type { AuthorizationRequest } from "./authorization-request";
import { answerPage, CODE_FIELD, field, hidden, type PageAnswer } from "./document";
import { addressOf, formOf, type PageRequest } from "./page-request";

/** A sign-in on the pages that waits for an answer. The session of the challenge stays here, where no program gets it. */
export interface PageChallenge {
  /** Of the browser that was asked. */
  readonly browser: string;
  readonly clientId: string;
  readonly login: string;
  readonly name: string;
  readonly session: string;
  readonly parameters: Texts;
  /** For the app that makes codes, until its first one is entered. */
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
  { ChallengeName: name, Session: session, ChallengeParameters: parameters }: Asked,
): PageAnswer {
  const { client } = asked;
  const expiresAt = pool.now().getTime() + client.sessionSeconds * 1_000;
  const { browser } = request;
  const challenge = { browser, clientId: client.id, login, name, session, parameters, expiresAt };
  const opened = name === "MFA_SETUP" ? withKey(pool, challenge) : challenge;
  return challengePage(pool, request, asked, pool.pageChallenges.issue(opened), opened);
}

function withKey(pool: Pool, challenge: PageChallenge): PageChallenge {
  const handed = associate(pool, { kind: "signing-in", session: challenge.session });
  return { ...challenge, key: handed.SecretCode, session: handed.Session ?? challenge.session };
}

const TITLES: Readonly<Record<string, string>> = {
  NEW_PASSWORD_REQUIRED: "Choose a new password",
  SOFTWARE_TOKEN_MFA: "Enter the code of your app",
  SMS_MFA: "Enter the code from the text message",
  EMAIL_OTP: "Enter the code from the e-mail",
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
  return answerPage({
    title: TITLES[challenge.name] ?? "Sign in",
    brand: pool.brandOf(asked.client.id),
    status: alert === undefined ? 200 : 400,
    alert,
    leadsTo: asked.redirectUri,
    content: html`${formOf(pool, request, action, html`${hidden("ticket", ticket)}${questionOf(pool, challenge)}`)}
<p class="links"><a href="${addressOf("/login", request.query)}">Begin again</a></p>`,
  });
}

const CONFIRM = html`<button>Confirm</button>`;

function questionOf(pool: Pool, { name, parameters, login, key = "" }: PageChallenge): Html {
  switch (name) {
    case "NEW_PASSWORD_REQUIRED":
      return newPasswordQuestion(pool, parameters);
    case "SMS_MFA":
    case "EMAIL_OTP":
      return html`<p>A code was sent to ${parameters.CODE_DELIVERY_DESTINATION ?? ""}.</p>
${field(CODE_FIELD)}${CONFIRM}`;
    case "SELECT_MFA_TYPE":
      return html`${choicesIn(parameters).map(
        (factor, index) =>
          html`<button${index === 0 ? NOTHING : html` class="second"`} name="factor" value="${factor}">${WAYS[factor] ?? factor}</button>
`,
      )}`;
    case "MFA_SETUP":
      return html`<p>Add this account to your authenticator app: <a href="${keyAddress(pool, login, key)}">open the app on this device</a>, or type the key into it.</p>
<p><strong id="key">Key</strong><code class="key" aria-labelledby="key">${key}</code></p>
${field({ ...CODE_FIELD, hint: "The six digits that the app shows now." })}${CONFIRM}`;
    default:
      return html`${field(CODE_FIELD)}${CONFIRM}`;
  }
}

const WAYS: Readonly<Record<string, string>> = {
  SOFTWARE_TOKEN_MFA: "By an authenticator app",
  SMS_MFA: "By a text message",
  EMAIL_OTP: "By an e-mail",
};

const choicesIn = ({ MFAS_CAN_CHOOSE = "[]" }: Texts): readonly string[] => JSON.parse(MFAS_CAN_CHOOSE);

function newPasswordQuestion({ settings }: Pool, { requiredAttributes = "[]" }: Texts): Html {
  const missing = JSON.parse(requiredAttributes) as readonly string[];
  return html`<p>Your password is temporary, or has been reset. Choose one of your own.</p>
${field({ label: "New password", name: "password", type: "password", autocomplete: "new-password", hint: policyInWords(settings.passwordPolicy) })}
${missing.map((name) => field({ label: name.replace(/^userAttributes\./, ""), name, autocomplete: "on" }))}<button>Save and sign in</button>`;
}

type Policy = Pool["settings"]["passwordPolicy"];

export function policyInWords(policy: Policy): string {
  const kinds = [
    policy.requireLowercase && "a small letter",
    policy.requireUppercase && "a capital letter",
    policy.requireNumbers && "a digit",
    policy.requireSymbols && "a symbol",
  ].filter((kind) => kind !== false);
  const listed = new Intl.ListFormat("en").format(kinds);
  return `At least ${policy.minimumLength} characters${listed === "" ? "" : `, with ${listed}`}.`;
}

/** https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
function keyAddress({ settings }: Pool, login: string, key: string): string {
  const issuer = encodeURIComponent(settings.name);
  return `otpauth://totp/${issuer}:${encodeURIComponent(login)}?secret=${key}&issuer=${issuer}`;
}
