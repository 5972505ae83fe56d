import type { Stack } from "./stack/stack";

const PATH = "/panel";

/** Where the panel is; undefined for a stack without one. */
export const panelOf = (
  { httpApi }: Pick<Stack, "httpApi">,
  apiUrl: string | undefined,
): string | undefined =>
  apiUrl !== undefined && httpApi?.routes.some(({ key }) => key === `GET ${PATH}`)
    ? apiUrl + PATH
    : undefined;

/** Where the links of invitations lead. serverless.yml names the panel at its usual port, but it can have another port or be off. */
export function signUpPageOf(stack: Pick<Stack, "functions" | "httpApi">, apiUrl: string | undefined) {
  const page = stack.functions.map(({ environment }) => environment.SIGN_UP_URL).find(Boolean);
  if (page === undefined) return undefined;
  const { hostname, pathname } = new URL(page);
  const isPanel = hostname === "127.0.0.1" && pathname === PATH;
  return isPanel ? panelOf(stack, apiUrl) : page;
}
