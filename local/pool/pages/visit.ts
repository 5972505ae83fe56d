import { type Html, html, NOTHING } from "../../html";
import { nameFor } from "../api/calling-client";
import type { Operation } from "../api/operation";
import type { Pool } from "../pool";
import type { AuthorizationRequest } from "./authorization-request";
import { answerPage, type PageAnswer } from "./document";
import { addressOf, formOf, type PageRequest } from "./page-request";

/** A request of a person whom a client has sent to the pages. */
export interface Visit {
  readonly pool: Pool;
  readonly request: PageRequest;
  readonly asked: AuthorizationRequest;
  /** Reports a refusal. The page tells the person as well. */
  readonly refused: (who: string, error: unknown) => void;
}

export type Guest = Omit<Visit, "refused">;

/** The message above a form, and the name that was typed before. */
export interface Said {
  readonly login?: string | undefined;
  readonly alert?: string | undefined;
  readonly notice?: string | undefined;
}

interface FormPage extends Omit<Said, "login"> {
  readonly title: string;
  readonly path: string;
  readonly fields: Html;
  readonly button: string;
  /** Further buttons, which need only the address. */
  readonly others?: Html;
  readonly before?: Html;
  readonly after?: Html;
  /** Links to other pages, by their paths. */
  readonly links: Readonly<Record<string, string>>;
}

/** A page with one form. The query of the client's request goes along with it. */
export const formPage = (
  { pool, request, asked }: Guest,
  {
    title,
    path,
    fields,
    button,
    others = NOTHING,
    before = NOTHING,
    after = NOTHING,
    links,
    alert,
    notice,
  }: FormPage,
): PageAnswer =>
  answerPage({
    title,
    brand: pool.brandOf(asked.client.id),
    speech: request.speech,
    status: alert === undefined ? 200 : 400,
    alert,
    notice,
    leadsTo: asked.redirectUri,
    content: html`${before}
${formOf(
  pool,
  request,
  addressOf(path, request.query),
  html`${fields}
<button>${button}</button>
${others}`,
)}
${after}
<p class="links">${Object.entries(links).map(
      ([target, words]) => html`<a href="${addressOf(target, request.query)}">${words}</a>`,
    )}</p>`,
  });

/** The text of a field, without the spaces around it. */
export const typedIn = ({ form }: PageRequest, name: string): string => (form.get(name) ?? "").trim();

/** Runs an operation of the API as the client would. */
export const runFor = async (
  { pool, asked }: Guest,
  operation: Operation,
  login: string,
  input: Readonly<Record<string, unknown>> = {},
): Promise<{
  readonly CodeDeliveryDetails?: { readonly Destination: string };
  readonly UserConfirmed?: boolean;
}> => operation.run(pool, { ...nameFor(asked.client, login), ...input });
