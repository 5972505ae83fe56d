import { parseJson } from "../../json";
import type { Client, Pool } from "../pool";
import { SELF_SERVICE } from "../tokens/access-tokens";
import { issueMachineToken } from "../tokens/issue";
import type { Form } from "./form";
import { OAuthError } from "./oauth-error";

/** Scopes that are about a person, which no machine gets. */
const OF_PEOPLE = new Set(["openid", "email", "phone", "profile", SELF_SERVICE]);

export async function grantClientCredentials(pool: Pool, client: Client, form: Form) {
  if (client.secrets.length === 0 || !client.oauthFlows.includes("client_credentials"))
    throw new OAuthError("unauthorized_client");
  const scopes = scopesOf(client, form.get("scope"));
  const clientMetadata = readMetadata(form.get("aws_client_metadata"));
  const { accessToken, expiresIn } = await issueMachineToken(pool, client, { scopes, clientMetadata });
  return { access_token: accessToken, expires_in: expiresIn, token_type: "Bearer" };
}

/** A client that asks for no scopes gets all that it is allowed. */
function scopesOf({ oauthScopes }: Client, asked: string | undefined): readonly string[] {
  const allowed = oauthScopes.filter((scope) => !OF_PEOPLE.has(scope));
  const scopes = [...new Set((asked ?? "").split(" ").filter((scope) => scope !== ""))];
  if (!scopes.every((scope) => allowed.includes(scope))) throw new OAuthError("invalid_scope");
  const granted = scopes.length === 0 ? allowed : scopes;
  if (granted.length === 0) throw new OAuthError("invalid_scope");
  return granted;
}

/** The form's field holds JSON. */
function readMetadata(text: string | undefined): Readonly<Record<string, string>> | undefined {
  if (text === undefined) return undefined;
  const value = parseJson(text);
  const isMap =
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((entry) => typeof entry === "string");
  if (!isMap) throw new OAuthError("invalid_request");
  return value as Record<string, string>;
}
