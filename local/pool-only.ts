import { rmSync } from "node:fs";
import path from "node:path";
import { listenDeferred } from "./deferred-server";
import { lockFolder } from "./folder-lock";
import { startInOrder } from "./in-order";
import { openJournal } from "./journal/journal";
import { whenSettled } from "./journal/when-settled";
import { invokeForCognito } from "./lambda/cognito-invocation";
import { type Lambda, startLambda } from "./lambda/lambda";
import { poolsPage } from "./pages/suite-pages";
import { createInbox, type Inbox } from "./pool/messages/inbox";
import type { UserPools } from "./pool/user-pools";
import { poolAddress } from "./pool-address";
import { reportMessage } from "./reports/other-reports";
import type { Report } from "./reports/report";
import { createReporter } from "./reports/reporter";
import { addressIn, openPools } from "./running-pools";
import { seedIn } from "./seed";
import { type PoolTemplate, readPoolTemplate } from "./stack/pool-template";
import { ACCOUNT_ID } from "./stack/stack";

export interface PoolOnlyOptions {
  /** A CloudFormation template with a user pool; without it, there is none until an operation creates it. */
  readonly template?: string | undefined;
  /** The values of the template's parameters. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** The Region of the template's pool. The caller's signature names that of a pool that an operation creates. */
  readonly region?: string | undefined;
  /** Names a set of pools that is kept together, and the stack of the template. */
  readonly stage?: string;
  /** Where people and pools are kept. */
  readonly folder: string;
  /** Without it, people and pools are in memory. */
  readonly keeps?: boolean;
  /** The issuer of tokens: the addresses of the pools on AWS, or those on this computer. */
  readonly issuer?: "aws" | "local";
  /** Whether what was kept is forgotten first. */
  readonly fresh?: boolean;
  /** A free one, unless given. */
  readonly poolPort?: number;
  readonly now?: () => Date;
  /** Hears of what happens, in order. */
  readonly onReport?: (report: Report) => void;
}

/** User pools and their triggers, without the rest of the suite. */
export interface PoolOnly {
  readonly poolUrl: string;
  readonly pools: UserPools;
  readonly template: PoolTemplate | undefined;
  readonly inbox: Inbox;
  readonly lambda: Lambda;
  stop(): Promise<void>;
}

const REGION = "eu-central-1";

/** Variables of this process with the addresses of services, which functions get too. */
const ENDPOINT = /^AWS_ENDPOINT_URL(_[A-Z0-9_]+)?$/;

export const startPoolOnly = (options: PoolOnlyOptions): Promise<PoolOnly> =>
  startInOrder((onStop) => start(options, onStop));

async function start(
  options: PoolOnlyOptions,
  onStop: (end: () => unknown) => void,
): Promise<Omit<PoolOnly, "stop">> {
  const { stage = "pool-only", region = REGION, parameters = {}, now = () => new Date() } = options;
  const server = await listenDeferred(options.poolPort ?? 0);
  onStop(server.close);
  const data = path.join(options.folder, stage);
  onStop(await lockFolder(data));
  const [poolFile, poolsFolder] = [path.join(data, "pool.jsonl"), path.join(data, "pools")];
  if (options.fresh)
    for (const kept of [poolFile, poolsFolder]) rmSync(kept, { recursive: true, force: true });
  const template =
    options.template === undefined
      ? undefined
      : readPoolTemplate(options.template, {
          stage,
          region,
          accountId: ACCOUNT_ID,
          seed: seedIn(options.folder),
          parameters,
          work: path.join(data, "functions"),
        });
  const inbox = createInbox((message) => reporter.tell(reportMessage(message)));
  const endpoints = Object.entries(process.env).filter(([name]) => ENDPOINT.test(name));
  const lambda = startLambda(template?.functions ?? [], {
    region,
    environment: {
      ...(Object.fromEntries(endpoints) as Record<string, string>),
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: server.url,
    },
    now,
  });
  onStop(lambda.stop);
  const journal = openJournal(options.keeps ? poolFile : undefined);
  onStop(journal.close);
  const pools = openPools(template?.people, {
    journal,
    folder: options.keeps ? poolsFolder : undefined,
    accountId: ACCOUNT_ID,
    functionNames: template?.functionNames ?? new Map(),
    call: (functionName, event) => invokeForCognito(lambda, functionName, event),
    inbox,
    issuerOf: (id) => (options.issuer === "local" ? `${server.url}/${id}` : undefined),
    now,
    onStop,
  });
  const reporter = createReporter(
    { addressOf: addressIn(pools), locate: async () => undefined },
    options.onReport,
  );
  lambda.onInvocation(reporter.tellOf);
  const links = new Map([
    [`${server.url}/`, "Overview"],
    [`${server.url}/inbox`, "Inbox"],
    [`${server.url}/invocations`, "Invocations"],
  ]);
  server.answerWith(
    whenSettled(
      [journal, pools],
      poolAddress({
        pools,
        identityPool: undefined,
        running: { inbox, lambda, reporter },
        origins: [],
        links,
        overview: () => poolsPage(pools.all(), server.url),
        now,
      }),
    ),
  );
  // The server stops first, so that nobody is answered while the other parts stop.
  onStop(server.close);
  return { poolUrl: server.url, pools, template, inbox, lambda };
}
