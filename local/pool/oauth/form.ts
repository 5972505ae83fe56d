import type { IncomingHttpHeaders } from "node:http";
import { OAuthError } from "./oauth-error";

export type Form = ReadonlyMap<string, string>;

/**
 * The fields of a request's body. A repeated field is refused, because two readers could each take a different
 * value.
 */
export function readForm(headers: IncomingHttpHeaders, body: string): Form {
  const type = headers["content-type"];
  if (type?.split(";")[0]?.trim().toLowerCase() !== "application/x-www-form-urlencoded")
    throw new OAuthError("invalid_request");
  const fields = [...new URLSearchParams(body)];
  const form = new Map(fields);
  if (form.size !== fields.length) throw new OAuthError("invalid_request");
  return form;
}

export function requireField(form: Form, name: string): string {
  const value = form.get(name);
  if (value === undefined || value === "") throw new OAuthError("invalid_request");
  return value;
}
