import { html } from "../../html";
import type { Pool } from "../pool";
import { readAuthorization } from "./authorization-request";
import { answerPage, type PageAnswer, redirectTo } from "./document";
import { addressOf, type PageRequest, withoutSessionCookie } from "./page-request";
import { speechIn } from "./words/speech";

/** Ends the sign-in of this browser, and redirects to the client's sign-out address. Tokens of clients stay valid. */
export function logOut(pool: Pool, request: PageRequest): PageAnswer {
  const { query } = request;
  const [address, ...others] = query.getAll("logout_uri");
  const [clientId = "", ...otherClients] = query.getAll("client_id");
  const client = otherClients.length === 0 ? pool.clients.get(clientId) : undefined;
  const refuse = (alert: string) =>
    answerPage({
      title: "You are still signed in",
      brand: pool.brandOf(undefined),
      speech: speechIn("en"),
      status: 400,
      alert,
      content: html`<p>Go back to the app, and sign out there again.</p>`,
    });
  if (client === undefined) return refuse(`The user pool has no client ${clientId}.`);
  if (address !== undefined) {
    if (others.length > 0 || !client.logoutUrls.includes(address))
      return refuse(`The client ${client.name} has no sign-out address ${address}.`);
    return leave(pool, request, redirectTo(withState(address, query.get("state"))));
  }
  // Without a sign-out address, the person goes on to sign in again, perhaps as somebody else.
  const reading = readAuthorization(pool, query);
  if (reading.kind === "asked") return leave(pool, request, redirectTo(addressOf("/login", query)));
  return refuse(
    reading.kind === "unanswerable"
      ? "The address names no logout_uri, and no redirect_uri of the client with a response_type."
      : reading.error.description,
  );
}

function leave(pool: Pool, { sessionTicket }: PageRequest, answer: PageAnswer): PageAnswer {
  pool.browserSessions.void(sessionTicket);
  return withoutSessionCookie(pool, answer);
}

const withState = (address: string, state: string | null): string =>
  state === null
    ? address
    : `${address}${address.includes("?") ? "&" : "?"}${new URLSearchParams({ state })}`;
