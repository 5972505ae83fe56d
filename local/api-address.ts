import type { RequestListener } from "node:http";
import { gatewayListener } from "./gateway/gateway";
import type { Lambda } from "./lambda/lambda";
import { forBrowsers } from "./pages/for-browsers";
import { apiHint, apiPage } from "./pages/suite-pages";
import type { Pool } from "./pool/pool";
import { reportGatewayRefusal } from "./reports/other-reports";
import type { Reporter } from "./reports/reporter";
import type { HttpApi } from "./stack/http-api";

interface AtApiAddress {
  readonly api: HttpApi;
  readonly accountId: string;
  /** Whose tokens the API takes. */
  readonly pool: Pool;
  readonly invoke: Lambda["invoke"];
  readonly reporter: Reporter;
  /** What the pages of the suite are called, by their addresses. */
  readonly links: ReadonlyMap<string, string>;
  readonly now: () => Date;
}

/** What answers at the API's address: the gateway to programs, and a page about the API to browsers. */
export const apiAddress = ({
  api,
  accountId,
  pool,
  invoke,
  reporter,
  links,
  now,
}: AtApiAddress): RequestListener =>
  gatewayListener({
    api,
    accountId,
    invoke,
    keysOf: (issuer) => (issuer === pool.issuer ? () => [pool.keys.id, pool.keys.access] : undefined),
    now,
    inFront: (listener) =>
      forBrowsers(listener, { links, pages: { "/": () => apiPage(api) }, hint: apiHint }),
    onRefusal(refusal) {
      // A browser gets the page about the API there.
      if (refusal.path !== "/") reporter.tell(reportGatewayRefusal(refusal, now()));
    },
  });
