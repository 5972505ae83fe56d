/**
 * What a browser says of the page that has used a passkey. The passkey signs it, so it can be trusted once the
 * signature is verified.
 */
export interface ClientData {
  readonly challenge: string;
  readonly origin: string;
}

/** Undefined for a credential that no browser has made. */
export function clientDataIn(credential: unknown): ClientData | undefined {
  const { response } = (isObject(credential) ? credential : {}) as { response?: unknown };
  const encoded = isObject(response) ? response.clientDataJSON : undefined;
  if (typeof encoded !== "string") return undefined;
  const data = parsed(Buffer.from(encoded, "base64url").toString("utf8"));
  if (!isObject(data)) return undefined;
  const { challenge, origin } = data;
  return typeof challenge === "string" && typeof origin === "string" ? { challenge, origin } : undefined;
}

export function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
