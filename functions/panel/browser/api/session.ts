import { ApiProblem, send } from "./request";

/** The person who uses this page, by their tokens. The API decides anew at each request what they may do. */
export interface SignedIn {
  readonly sub: string;
  readonly email: string;
  readonly name: string | undefined;
  readonly tenantId: string;
  /** Without the prefix of the API. */
  readonly scopes: readonly string[];
  readonly accessToken: string;
}

/** The answer to a sign-in: tokens, or a challenge to answer first. */
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

/** Only in memory. The refresh token is in a cookie that no script can read. */
let signedIn: SignedIn | undefined;

/** Kept for this tab only, so that two tabs can be in two tenants. */
const CHOSEN = "tenant";

/**
 * All tabs share one cookie, so they renew one after the other, each with the cookie that the previous one has left.
 */
const COOKIE = "refresh-token";
const otherTabs = new BroadcastChannel("session");

export const whoIsSignedIn = (): SignedIn | undefined => signedIn;

export const may = (scope: string): boolean => signedIn?.scopes.includes(scope) ?? false;

/** Calls the listener when somebody has signed in or out, or has changed to another tenant. */
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

/** Gets new tokens for this tab. Several callers at the same time get the same ones. */
export function renew(): Promise<void> {
  renewing ??= navigator.locks.request(COOKIE, renewOnce).finally(() => {
    renewing = undefined;
  });
  return renewing;
}

async function renewOnce(): Promise<void> {
  try {
    goOnAs(read(await tokensFor(sessionStorage.getItem(CHOSEN))));
  } catch (error) {
    if (error instanceof ApiProblem && [401, 403].includes(error.status)) end();
    throw error;
  }
}

function goOnAs(next: SignedIn): void {
  // Another person has signed in, in another tab. What this tab shows is not theirs.
  if (signedIn !== undefined && signedIn.sub !== next.sub) {
    sessionStorage.removeItem(CHOSEN);
    location.reload();
  }
  const before = signedIn;
  signedIn = next;
  if (before !== undefined && standingOf(before) !== standingOf(next)) changed();
}

/** The parts of the tokens that the page depends on. */
const standingOf = ({ sub, tenantId, scopes }: SignedIn): string => [sub, tenantId, ...scopes].join(" ");

const refreshed = (tenant: string | null) =>
  send<SignInAnswer>("POST", "/auth/refresh", { body: tenant === null ? {} : { tenant } });

async function tokensFor(tenant: string | null): Promise<SignInAnswer> {
  try {
    return await refreshed(tenant);
  } catch (error) {
    // The chosen tenant is closed to the person, but their session goes on.
    if (tenant === null || !(error instanceof ApiProblem && error.status === 403)) throw error;
    sessionStorage.removeItem(CHOSEN);
    return tokensFor(null);
  }
}

/** Changes to another tenant, in this tab only. If that fails, the tab stays in the present one. */
export async function switchTo(tenantId: string): Promise<void> {
  await navigator.locks.request(COOKIE, async () => {
    const next = read(await refreshed(tenantId));
    sessionStorage.setItem(CHOSEN, tenantId);
    goOnAs(next);
  });
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

/** The page only displays the claims, so it does not verify the token. */
function claimsOf(token: string): Readonly<Record<string, string | undefined>> {
  const encoded = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
  const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}
