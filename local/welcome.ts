import { demoLink } from "./demo";
import type { Edition } from "./edition";
import { panelOf } from "./panel";
import type { PoolOnly } from "./pool-only";
import { signInPageOf } from "./sign-in-pages";
import { storyOf } from "./story";

export interface Details {
  readonly milliseconds: number;
  readonly verbose: boolean;
}

/** The first screen: where everything is, and a story of three commands. */
export function welcome(edition: Edition, { milliseconds, verbose }: Details): string {
  const { stack, poolUrl, apiUrl, tables, storage } = edition;
  const web = stack.clients.find(({ name }) => name === "web");
  const signInPage = signInPageOf(stack, poolUrl);
  const story = apiUrl === undefined ? undefined : storyOf(stack, apiUrl);
  const example = `npm run example${new URL(poolUrl).port === "9229" ? "" : ` -- --pool ${poolUrl}`}`;
  return `
The suite runs (${(milliseconds / 1_000).toFixed(1)} s).

  ${apiUrl === undefined ? "" : `HTTP API    ${apiUrl}\n  `}user pool   ${poolUrl}, ${stack.pool.id}, web client ${web?.id}
  tables      ${tables.endpoint}
${signInPage === undefined ? "" : `  sign in     ${signInPage}\n`}${storage === undefined ? "" : `  files       ${storage.url}, ${stack.buckets.map(({ name }) => name).join(", ")}\n`}  browser     ${poolUrl}/ shows mails, events, invocations and outputs
${panelLines(edition)}${story === undefined ? "" : `\nTry it in another terminal. ${story.beginning}\n\n${story.commands}\n\n${story.end}\n`}
  More: docs/laptop.md, and for a page of your own ${example}
${verbose ? `  Not imitated, because it changes no answer: ${stack.notes.join("; ")}` : "  What is not imitated: npm start -- --verbose"}
Requests, mails, refusals and faults show below as they happen. Ctrl-C stops it.
`;
}

/** The same for user pools alone. */
export function welcomeToPools(
  { poolUrl, pools, template }: PoolOnly,
  { milliseconds, verbose }: Details,
): string {
  const described = pools.all().map(({ settings, clients }) => {
    const ids = clients.values().map(({ id, name }) => `client ${name} ${id}`);
    return `  user pool   ${[settings.id, settings.name, ...ids].join(", ")}\n`;
  });
  const left = template?.notes.length ? template.notes.join("; ") : "nothing of a template";
  return `
User pools run (${(milliseconds / 1_000).toFixed(1)} s).

  address     ${poolUrl}, the endpoint for SDKs, with any credentials
${described.join("") || "  no pool yet: CreateUserPool makes one\n"}  browser     ${poolUrl}/ shows pools, mails and invocations

  More: docs/pool-only.md
${verbose ? `  Left out: ${left}\n` : ""}Requests, mails, refusals and faults show below as they happen. Ctrl-C stops it.
`;
}

/** The address of the panel, and on a line of its own the link with which the demo's admin signs up. */
function panelLines({ stack, apiUrl, signUpPage }: Edition): string {
  const panel = panelOf(stack, apiUrl);
  const words = [
    panel && `panel       ${panel}`,
    signUpPage && "Grace is invited to administer Acme:",
  ].filter(Boolean);
  return [words.join(" – "), signUpPage && demoLink(signUpPage)]
    .filter(Boolean)
    .map((line) => `  ${line}\n`)
    .join("");
}
