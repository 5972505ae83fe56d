import { ApiProblem, send } from "./request";

/** Who uses this page, as their tokens say. What they may do, the API decides anew each time. */
export interface SignedIn {
  readonly sub: string;
  readonly email: string;
  readonly name: string | undefined;
  readonly tenantId: string;
  /** Without the name of the API in front of them. */
  readonly scopes: readonly string[];
  readonly accessToken: string;
}

/** What a sign-in answers: tokens, or what has to be answered first. */
export interface SignInAnswer {
  readonly accessToken?: string;
  readonly idToken?: string;
  readonly challenge?: string;
  readonly session?: string;
  readonly requiredAttributes?: readonly string[];
  readonly choices?: readonly string[];
  readonly secret?: string;
  readonly delivery?: { readonly destination?: string };
}

/** In memory alone. The refresh token is a cookie that no script reads. */
let signedIn: SignedIn | undefined;

/** Of this tab, so that two tabs can be in two tenants. */
const CHOSEN = "tenant";

/** All tabs have one cookie: they renew one after the other, each with the cookie as the one before has left it. */
const COOKIE = "refresh-token";
const otherTabs = new BroadcastChannel("session");

export const whoIsSignedIn = (): SignedIn | undefined => signedIn;

export const may = (scope: string): boolean => signedIn?.scopes.includes(scope) ?? false;

/** Hears that somebody has signed in or out, or is in another tenant. */
export const onSession = (listener: () => void): void => addEventListener("session", listener);
const changed = () => dispatchEvent(new Event("session"));

/** Takes the tokens of a sign-in. */
export function begin(answer: SignInAnswer): void {
  signedIn = read(answer);
  changed();
}

function end(): void {
  signedIn = undefined;
  sessionStorage.removeItem(CHOSEN);
  changed();
}

otherTabs.onmessage = end;

let renewing: Promise<void> | undefined;

/** New tokens for this tab. Whoever asks meanwhile waits for the same ones. */
export function renew(): Promise<void> {
  renewing ??= navigator.locks.request(COOKIE, renewOnce).finally(() => {
    renewing = undefined;
  });
  return renewing;
}

async function renewOnce(): Promise<void> {
  try {
    const next = read(await tokensFor(sessionStorage.getItem(CHOSEN)));
    // Somebody else has signed in, in another tab: what this one shows is not theirs.
    if (signedIn !== undefined && signedIn.sub !== next.sub) {
      sessionStorage.removeItem(CHOSEN);
      location.reload();
    }
    const before = signedIn;
    signedIn = next;
    if (before !== undefined && standingOf(before) !== standingOf(next)) changed();
  } catch (error) {
    if (error instanceof ApiProblem && [401, 403].includes(error.status)) end();
    throw error;
  }
}

/** What the page is laid out by. */
const standingOf = ({ tenantId, scopes }: SignedIn): string => [tenantId, ...scopes].join(" ");

async function tokensFor(tenant: string | null): Promise<SignInAnswer> {
  try {
    return await send("POST", "/auth/refresh", { body: tenant === null ? {} : { tenant } });
  } catch (error) {
    // The place is gone, which does not end the session.
    if (tenant === null || !(error instanceof ApiProblem && error.status === 403)) throw error;
    sessionStorage.removeItem(CHOSEN);
    return tokensFor(null);
  }
}

/** Goes to another tenant, in this tab alone. */
export async function switchTo(tenantId: string): Promise<void> {
  sessionStorage.setItem(CHOSEN, tenantId);
  await renew();
}

export async function signOut(): Promise<void> {
  await navigator.locks.request(COOKIE, () => send("POST", "/auth/sign-out", { body: {} }));
  otherTabs.postMessage("signed out");
  end();
}

function read({ accessToken = "", idToken = "" }: SignInAnswer): SignedIn {
  const access = claimsOf(accessToken);
  const { email = "", name } = claimsOf(idToken);
  return {
    sub: access.sub ?? "",
    email,
    name,
    tenantId: access["custom:tenant_id"] ?? "",
    scopes: (access.scope ?? "").split(" ").map((scope) => scope.slice(scope.lastIndexOf("/") + 1)),
    accessToken,
  };
}

/** The page only shows them, so it verifies nothing. */
function claimsOf(token: string): Readonly<Record<string, string | undefined>> {
  const encoded = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
  const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}
