import { html } from "../html";
import type { Invocation } from "../lambda/invocation";
import type { Report } from "../reports/report";
import { json, type Page } from "./page";

/** The most invocations on the page. Programs get all of them. */
const MOST_SHOWN = 100;

/** @param invocations in the order in which they ended */
export const invocationsPage = (
  invocations: readonly Invocation[],
  reportOf: (invocation: Invocation) => Report,
): Page => ({
  title: "Invocations",
  content: html`<p class="quiet">What the functions were called with, wrote and answered, the newest first. Passwords, codes and tokens are masked. It is forgotten when the suite ends.</p>
${
  invocations.length === 0
    ? html`<p>No function has run yet.</p>`
    : invocations
        .slice(-MOST_SHOWN)
        .reverse()
        .map((invocation) => entry(invocation, reportOf(invocation)))
}`,
});

function entry(
  { functionName, startedAt, milliseconds, cold, event, outcome, log, fault }: Invocation,
  { what, who, why, mood, outcome: result }: Report,
) {
  const source = (event as { triggerSource?: unknown } | null)?.triggerSource ?? functionName;
  return html`<details><summary><strong>${what}</strong> <span class="${mood}">${result}</span> ${who} ${why}
<div class="quiet">${startedAt.toISOString().slice(11, 19)} UTC, ${String(source)}, ${milliseconds} ms${cold ? ", cold start" : ""}</div></summary>
${fault === undefined ? [] : [part("Stack", html`<pre>${fault.stack.join("\n")}</pre>`)]}
${part("Event", json(event))}
${part(outcome.kind === "answered" ? "Answer" : "Outcome", json(outcome.kind === "answered" ? outcome.payload : outcome))}
${part("Log", html`<pre>${log.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n")}</pre>`)}
</details>
`;
}

const part = (name: string, content: ReturnType<typeof html>) =>
  html`<details><summary>${name}</summary>${content}</details>`;
