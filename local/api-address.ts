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
  /** The pool whose tokens the API accepts. */
  readonly pool: Pool;
  readonly invoke: Lambda["invoke"];
  readonly reporter: Reporter;
  /** The titles of the suite's pages, by their addresses. */
  readonly links: ReadonlyMap<string, string>;
  readonly now: () => Date;
}

/** Answers at the API's address: programs reach the gateway, and browsers see a page about the API. */
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
