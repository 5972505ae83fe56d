import type { RequestListener } from "node:http";
import { besideUserPool } from "./identity/api/server";
import type { IdentityPool } from "./identity/identity-pool";
import type { Lambda } from "./lambda/lambda";
import type { Outputs } from "./outputs";
import { eventsPage } from "./pages/events-page";
import { forBrowsers } from "./pages/for-browsers";
import { inboxPage } from "./pages/inbox-page";
import { invocationsPage } from "./pages/invocations-page";
import type { Page } from "./pages/page";
import { outputsPage } from "./pages/suite-pages";
import { poolListener } from "./pool/api/server";
import type { Inbox } from "./pool/messages/inbox";
import type { UserPools } from "./pool/user-pools";
import { reportIdentityRefusal, reportPageSignIn, reportPoolRefusal } from "./reports/other-reports";
import type { Reporter } from "./reports/reporter";
import { addressIn } from "./running-pools";
import type { EventBus, EventFilter } from "./services/event-bus";
import type { Streams } from "./streams/streams";

interface AtPoolAddress {
  readonly pools: UserPools;
  readonly identityPool: IdentityPool | undefined;
  readonly running: {
    readonly inbox: Inbox;
    readonly lambda: Lambda;
    /** The bus and the streams of a whole suite; undefined for pools alone. */
    readonly bus?: EventBus;
    readonly streams?: Streams;
    readonly reporter: Reporter;
  };
  /** The origins of pages elsewhere that may send requests. Pages of this computer always may. */
  readonly origins: readonly string[];
  /** The titles of the suite's pages, by their addresses. */
  readonly links: ReadonlyMap<string, string>;
  /** The outputs of the stack, if it has some. */
  readonly outputs?: Outputs;
  readonly overview: () => Page;
  readonly now: () => Date;
}

/** Answers at the pool's address: clients reach both pools, and programs and browsers see what happens in the suite. */
export function poolAddress(about: AtPoolAddress): RequestListener {
  const { pools, identityPool, running, origins, links, outputs, overview, now } = about;
  const { inbox, bus, lambda, streams, reporter } = running;
  const documents = {
    "/inbox": (query: URLSearchParams) => inbox.messages(query.get("to") ?? undefined),
    "/invocations": () => lambda.invocations,
    ...(bus && { "/events": (query: URLSearchParams) => bus.events(eventFilter(query)) }),
    ...(outputs && { "/outputs": () => outputs }),
    ...(streams && { "/dead-letters": streams.deadLetters }),
  };
  const userPool = poolListener(pools, {
    documents,
    origins,
    onRefusal: (refusal) => reporter.tell(reportPoolRefusal(refusal, now())),
    onSignIn: (signIn) => reporter.tell(reportPageSignIn(signIn, now())),
  });
  const bothPools = besideUserPool(userPool, identityPool, {
    origins,
    onRefusal: (refusal) => reporter.tell(reportIdentityRefusal(refusal, now())),
  });
  return forBrowsers(bothPools, {
    links,
    pages: {
      "/": overview,
      "/inbox": (query) => inboxPage(documents["/inbox"](query), query.get("to") ?? undefined),
      "/invocations": () => invocationsPage(lambda.invocations, reporter.reportOf),
      ...(bus && {
        "/events": (query: URLSearchParams) =>
          eventsPage(bus.events(eventFilter(query)), eventFilter(query), addressIn(pools)),
      }),
      ...(outputs && { "/outputs": () => outputsPage(outputs) }),
    },
  });
}

const eventFilter = (query: URLSearchParams): EventFilter => ({
  type: query.get("type") ?? undefined,
  tenantId: query.get("tenantId") ?? undefined,
});
