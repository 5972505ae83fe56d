import { createHash } from "node:crypto";
import type { ClientSettings } from "../../../../local/pool/settings";
import { type TestPool, WEB, webClient } from "../test-pool";

export const CALLBACK = "https://app.example.com/signed-in";
export const SIGNED_OUT = "https://app.example.com/signed-out";
export const VERIFIER = "a-verifier-of-forty-three-characters-0123456";
export const CHALLENGE = createHash("sha256").update(VERIFIER).digest("base64url");

/** A client that sends people to the sign-in pages. */
export const oauthClient = (changes: Partial<ClientSettings> = {}): ClientSettings =>
  webClient({
    oauthFlows: ["code"],
    oauthScopes: ["openid", "email", "profile", "aws.cognito.signin.user.admin"],
    callbackUrls: [CALLBACK, "com.example.app://signed-in"],
    logoutUrls: [SIGNED_OUT],
    ...changes,
  });

type Fields = Readonly<Record<string, string>>;

/** What a client sends somebody to the pages with. */
export const request = (changes: Readonly<Record<string, string | undefined>> = {}): string => {
  const fields = {
    client_id: WEB,
    response_type: "code",
    redirect_uri: CALLBACK,
    scope: "openid email",
    state: "a state",
    nonce: "a-nonce",
    code_challenge: CHALLENGE,
    code_challenge_method: "S256",
    ...changes,
  };
  return new URLSearchParams(
    Object.entries(fields).filter(([, value]) => value !== undefined) as [string, string][],
  ).toString();
};

export interface Seen {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where the answer leads, if it leads somewhere. */
  readonly location: string;
  readonly heading: string;
  readonly alert: string | undefined;
  /** The fields of the page's form that are hidden, and where it is sent. */
  readonly form: { readonly action: string; readonly hidden: Fields };
}

const ENTITIES = /&#(\d+);/g;
const plain = (markup: string): string =>
  markup.replace(ENTITIES, (_, code) => String.fromCharCode(Number(code)));

/** What somebody does with a browser, and what their browser keeps: cookies, which all ports of a laptop share. */
export class Browsing {
  readonly cookies = new Map<string, string>();

  constructor(
    private readonly endpoint: string,
    private readonly always: Fields = {},
  ) {}

  open(path: string, headers: Fields = {}): Promise<Seen> {
    return this.ask(path, { headers });
  }

  /** Sends a form of a page, filled in. */
  submit({ form }: Pick<Seen, "form">, fields: Fields, headers: Fields = {}): Promise<Seen> {
    const body = new URLSearchParams({ ...form.hidden, ...fields });
    return this.ask(form.action, { method: "POST", body, headers });
  }

  private async ask(path: string, { headers, ...init }: RequestInit): Promise<Seen> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(new URL(path, this.endpoint), {
      ...init,
      headers: { ...this.always, ...(headers as Fields), ...(cookie !== "" && { cookie }) },
      redirect: "manual",
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === "") this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const text = await response.text();
    const found = (pattern: RegExp) => pattern.exec(text)?.[1];
    return {
      status: response.status,
      headers: response.headers,
      text,
      location: response.headers.get("location") ?? "",
      heading: plain(found(/<h1>(.*?)<\/h1>/s) ?? ""),
      alert: optional(found(/role="alert">(.*?)<\//s)),
      form: {
        action: plain(found(/<form method="post" action="([^"]*)"/) ?? ""),
        hidden: Object.fromEntries(
          [...text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(
            ([, name = "", value = ""]) => [name, plain(value)],
          ),
        ),
      },
    };
  }
}

const optional = (text: string | undefined) => (text === undefined ? undefined : plain(text));

/** What stands behind the `?` or the `#` of an address. */
export const valuesIn = (address: string): Fields =>
  Object.fromEntries(new URLSearchParams(address.replace(/^[^?#]*[?#]/, "")));

/** Opens the page and signs in, as far as a password goes. */
export async function signInOnPage(
  browsing: Browsing,
  { username, password }: { username: string; password: string },
  query = request(),
): Promise<Seen> {
  return browsing.submit(await browsing.open(`/login?${query}`), { username, password });
}

export async function exchange(
  { endpoint }: Pick<TestPool, "endpoint">,
  fields: Fields,
  headers: Fields = {},
) {
  const response = await fetch(`${endpoint}/oauth2/token`, {
    method: "POST",
    headers,
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: WEB,
      redirect_uri: CALLBACK,
      code_verifier: VERIFIER,
      ...fields,
    }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

export const claimsOf = (jwt = "") =>
  JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString("utf8"));
