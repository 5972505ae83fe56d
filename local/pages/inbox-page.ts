import { html, NOTHING } from "../html";
import type { InboxMessage } from "../pool/messages/inbox";
import type { Page } from "./page";

/** @param messages the newest last */
export function inboxPage(messages: readonly InboxMessage[], to: string | undefined): Page {
  const about =
    to === undefined
      ? html`<p class="quiet">What the pool and the functions would have sent, the newest first. It is forgotten when the suite ends.</p>`
      : html`<p class="quiet"><a href="/inbox">All messages</a></p>`;
  const none = html`<p>Nothing has been sent${to === undefined ? "" : " there"} yet.</p>`;
  return {
    title: to === undefined ? "Inbox" : `Inbox of ${to}`,
    content: html`${about}${messages.length === 0 ? none : [...messages].reverse().map(letter)}`,
  };
}

const letter = ({ at, medium, from, to, subject, body, code, link, occasion }: InboxMessage) => html`<article>
<h2>${subject ?? "Text message"}</h2>
<p class="quiet">${from === undefined ? NOTHING : html`from ${from} `}to <a href="/inbox?to=${encodeURIComponent(to)}">${to}</a> at <time>${at.replace("T", " ").replace(/\..*$/, "")}</time> UTC, ${OCCASIONS[occasion] ?? occasion}</p>
${code === undefined ? NOTHING : html`<p class="code">${code}</p>`}${link === undefined ? NOTHING : html`<p><a href="${link}">${link}</a></p>`}
${medium === "EMAIL" && /^\s*<(!doctype|html)/i.test(body) ? html`<details><summary>The e-mail</summary><iframe title="The e-mail to ${to}" sandbox loading="lazy" srcdoc="${body}"></iframe></details>` : html`<pre>${body}</pre>`}
</article>
`;

const OCCASIONS: Readonly<Record<string, string>> = {
  CustomMessage_SignUp: "after signing up",
  CustomMessage_AdminCreateUser: "after an administrator has created the user",
  CustomMessage_ResendCode: "because another code was asked for",
  CustomMessage_ForgotPassword: "because of a forgotten password",
  CustomMessage_UpdateUserAttribute: "because of a changed address or number",
  CustomMessage_VerifyUserAttribute: "to prove an address or number",
  CustomMessage_Authentication: "as the second factor of a sign-in",
  SendEmail: "by a function",
};
