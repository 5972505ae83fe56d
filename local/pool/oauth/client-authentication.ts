import { isAuthentic } from "../api/calling-client";
import type { Client, Pool } from "../pool";
import type { Form } from "./form";
import { OAuthError } from "./oauth-error";

/** Who asks: a client with a secret shows it, by Basic or in the body; one without only gives its name. */
export function authenticateClient(pool: Pool, authorization: string | undefined, form: Form): Client {
  const { id, secret } = readCredentials(authorization, form);
  const client = id === undefined ? undefined : pool.clients.get(id);
  if (client === undefined) throw new OAuthError("invalid_client");
  if (!isAuthentic(client, secret)) throw new OAuthError("invalid_client", "invalid_client_secret");
  return client;
}

function readCredentials(authorization: string | undefined, form: Form) {
  const [id, secret] = [form.get("client_id"), form.get("client_secret")];
  if (authorization === undefined) return { id, secret };
  const [, encoded] = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(authorization) ?? [];
  const decoded = Buffer.from(encoded ?? "", "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  // One way of showing the secret at a time, and for one client.
  if (colon < 1 || secret !== undefined || (id !== undefined && id !== decoded.slice(0, colon)))
    throw new OAuthError("invalid_client");
  return { id: decoded.slice(0, colon), secret: decoded.slice(colon + 1) };
}
