import type { Stack } from "./stack/stack";

/** As serverless.yml has it: the port is that of the API that runs. */
const PANEL = { hostname: "127.0.0.1", pathname: "/panel" };

/** Where the links of invitations lead. The panel of this computer is wherever its API listens. */
export function signUpPageOf(
  { functions }: Pick<Stack, "functions">,
  apiUrl: string | undefined,
): string | undefined {
  const page = functions.map(({ environment }) => environment.SIGN_UP_URL).find(Boolean);
  if (page === undefined || apiUrl === undefined) return page;
  const { hostname, pathname } = new URL(page);
  const isPanel = hostname === PANEL.hostname && pathname === PANEL.pathname;
  return isPanel ? apiUrl + PANEL.pathname : page;
}
