import { rmSync } from "node:fs";
import path from "node:path";
import { apiAddress } from "./api-address";
import { deployCustomResources } from "./custom-resources";
import { checkPort, listenDeferred } from "./deferred-server";
import type { EditionOptions } from "./edition-options";
import { lockFolder } from "./folder-lock";
import { LARGEST_HEADERS } from "./gateway/gateway";
import { type AccessControl, openAccessControl } from "./identity/access-control";
import { openIdentityPool } from "./identity/identity-pool";
import { startInOrder } from "./in-order";
import { openJournal } from "./journal/journal";
import { whenSettled } from "./journal/when-settled";
import { invokeForCognito } from "./lambda/cognito-invocation";
import { type Lambda, startLambda } from "./lambda/lambda";
import { localOutputs } from "./outputs";
import { forBrowsers } from "./pages/for-browsers";
import { overviewPage, tablesPage } from "./pages/suite-pages";
import { panelOf, signUpPageOf } from "./panel";
import { createInbox, type Inbox } from "./pool/messages/inbox";
import { issuerOnAws } from "./pool/open-pool";
import type { Pool } from "./pool/pool";
import { poolAddress } from "./pool-address";
import { reportAccessRefusal, reportMessage, reportStorageRefusal } from "./reports/other-reports";
import { createReporter } from "./reports/reporter";
import { writeRunningFile } from "./running-file";
import { addressIn, openPools } from "./running-pools";
import { seedIn } from "./seed";
import type { EventBus } from "./services/event-bus";
import { startServices } from "./services/services";
import { brandsIn, languageIn, signInPageOf } from "./sign-in-pages";
import { takingTokensOf } from "./stack/http-api";
import { packageStack } from "./stack/package";
import { watchSources } from "./stack/rebuild";
import { readStack, type Stack } from "./stack/stack";
import { type Storage, startStorage } from "./storage/storage";
import { storyOf } from "./story";
import { openChangeLog } from "./streams/change-log";
import { type Streams, startStreams } from "./streams/streams";
import { takeOverDatabase } from "./tables/earlier-database";
import { type EmbeddedTables, startTables } from "./tables/tables";

/** Mails go into the inbox, so every stage can send them here without a domain of its own. */
const INVITATION_SENDER = "no-reply@laptop.example";

/** The whole suite, running on this computer. */
export interface Edition {
  readonly stack: Stack;
  readonly pool: Pool;
  readonly poolUrl: string;
  /** Undefined for a stack without an HTTP API. */
  readonly apiUrl: string | undefined;
  /** The page that links of invitations lead to; undefined for a stack without invitations. */
  readonly signUpPage: string | undefined;
  readonly tables: EmbeddedTables;
  /** The permissions on buckets and tables. */
  readonly access: AccessControl;
  /** Undefined for a stack without a bucket for files. */
  readonly storage: Storage | undefined;
  readonly lambda: Lambda;
  readonly streams: Streams;
  readonly inbox: Inbox;
  readonly bus: EventBus;
  stop(): Promise<void>;
}

export const startEdition = (options: EditionOptions): Promise<Edition> =>
  startInOrder((onStop) => start(options, onStop));

async function start(
  options: EditionOptions,
  onStop: (end: () => unknown) => void,
): Promise<Omit<Edition, "stop">> {
  const { stage = "dev", parameters = {}, folder, keeps = false, now = () => new Date() } = options;
  const {
    poolPort = 0,
    tablesPort = 0,
    apiPort = 0,
    storagePort = 0,
    onProgress: progress = () => {},
  } = options;
  // The ports are taken before packaging, which takes seconds and would be in vain if a port were in use. The
  // functions also need the addresses before the servers answer.
  const poolServer = await listenDeferred(poolPort);
  onStop(poolServer.close);
  const apiServer = await listenDeferred(apiPort, { maxHeaderSize: LARGEST_HEADERS });
  onStop(apiServer.close);
  await checkPort(tablesPort);
  const data = path.join(folder, stage);
  onStop(await lockFolder(data));
  const packaged = options.packaged ?? path.join(data, "package");
  if (options.packaged === undefined) {
    progress("packaging the service");
    await packageStack({ stage, parameters, folder: packaged });
  }
  const seed = seedIn(folder);
  const stack = readStack(packaged, { seed });
  const access = await openAccessControl(stack, {
    seed,
    now,
    onRefusal: (refusal) => reporter.tell(reportAccessRefusal(refusal, now())),
  });
  // A stack without files does not use the port.
  if (stack.buckets.length > 0) await checkPort(storagePort);
  const issuer = options.issuer === "local" ? `${poolServer.url}/${stack.pool.id}` : issuerOnAws(stack.pool);
  const api = stack.httpApi && takingTokensOf(stack.httpApi, issuerOnAws(stack.pool), issuer);
  const apiUrl = api && apiServer.url;
  const origins = api?.cors?.allowOrigins ?? [];
  const signUpPage = signUpPageOf(stack, apiUrl);

  // Earlier data is deleted only here, so a start that fails before this point loses nothing.
  const [tablesFolder, filesFolder] = [path.join(data, "tables"), path.join(data, "files")];
  const [poolFile, poolsFolder] = [path.join(data, "pool.jsonl"), path.join(data, "pools")];
  const stackFile = path.join(data, "stack.jsonl");
  if (options.fresh)
    for (const kept of [tablesFolder, filesFolder, poolFile, poolsFolder, stackFile])
      rmSync(kept, { recursive: true, force: true });
  progress("starting the tables");
  /** The titles of the suite's pages, by their addresses. */
  const links = new Map([
    [`${poolServer.url}/`, "Overview"],
    [`${poolServer.url}/inbox`, "Inbox"],
    [`${poolServer.url}/events`, "Events"],
    [`${poolServer.url}/invocations`, "Invocations"],
    [`${poolServer.url}/outputs`, "Outputs"],
  ]);
  const stackJournal = openJournal(keeps ? stackFile : undefined);
  onStop(stackJournal.close);
  if (keeps) await takeOverDatabase(tablesFolder, stackJournal);
  const changes = openChangeLog(stackJournal, stack.eventSources, now);
  const tables = await startTables(stack.tables, {
    journal: stackJournal,
    port: tablesPort,
    origins,
    now,
    changes,
    gate: access.tables,
    ...(options.onTablesRequest !== undefined && { onRequest: options.onTablesRequest }),
    inFront: (listener) =>
      forBrowsers(listener, { links, pages: { "/": () => tablesPage(stack, tables.endpoint) } }),
  });
  onStop(tables.stop);
  const journal = openJournal(keeps ? poolFile : undefined);
  onStop(journal.close);
  progress("starting the functions");
  const inbox = createInbox((message) => reporter.tell(reportMessage(message)));
  const services = await startServices(stack, { folder, journal: stackJournal, inbox, now, onStop });
  const { bus, dns } = services;
  const lambda = startLambda(stack.functions, {
    region: stack.region,
    environment: {
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: poolServer.url,
      AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint,
      ...services.environment,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    },
    replacements: { INVITATION_SENDER, ...(signUpPage !== undefined && { SIGN_UP_URL: signUpPage }) },
    near: {
      url: tables.endpoint,
      answer: ({ body, ...request }) => tables.answer({ ...request, body: Buffer.from(body) }),
    },
    now,
  });
  onStop(lambda.stop);
  const watch =
    options.sources === undefined
      ? undefined
      : watchSources(stack.functions, { root: options.sources, folder: packaged });
  onStop(() => watch?.stop());
  /** Makes the next invocations run what has been edited since the last one. */
  const takeEdits = async () => {
    const { changed = [], broken = [] } = (await watch?.freshBundles()) ?? {};
    for (const fn of changed) lambda.replace(fn);
    for (const fn of broken) options.onBroken?.(fn);
  };
  const pools = openPools(stack, {
    journal,
    folder: keeps ? poolsFolder : undefined,
    accountId: stack.accountId,
    functionNames: stack.functionNames,
    inbox,
    issuerOf: (id) => (options.issuer === "local" ? `${poolServer.url}/${id}` : undefined),
    brandOf: brandsIn(stack),
    language: languageIn(stack),
    readSetting: services.readSetting,
    now,
    onStop,
    async call(functionName, event) {
      await takeEdits();
      return invokeForCognito(lambda, functionName, event);
    },
  });
  const [pool] = pools.all() as [Pool];
  const kept = [stackJournal, journal, pools];
  const keysMade = pool.keys.prepare();
  onStop(() => keysMade);
  const reporter = createReporter(
    {
      addressOf: addressIn(pools),
      locate: async (functionName, stack) => watch?.locate(functionName, stack),
    },
    options.onReport,
  );
  lambda.onInvocation(reporter.tellOf);
  const storage =
    stack.buckets.length === 0
      ? undefined
      : await startStorage(stack.buckets, {
          gatekeeper: access.storage,
          region: stack.region,
          accountId: stack.accountId,
          ...(keeps && { folder: filesFolder }),
          port: storagePort,
          now,
          onRefusal: (refusal) => reporter.tell(reportStorageRefusal(refusal, now())),
        });
  onStop(() => storage?.stop());
  if (api === undefined) await apiServer.close();
  else
    apiServer.answerWith(
      whenSettled(
        kept,
        apiAddress({
          api,
          accountId: stack.accountId,
          pool,
          reporter,
          links,
          now,
          async invoke(functionName, event, caller) {
            await takeEdits();
            return lambda.invoke(functionName, event, caller);
          },
        }),
      ),
    );
  const streams = startStreams(stack.eventSources, {
    journal: stackJournal,
    changes,
    now,
    async invoke(functionName, event) {
      await takeEdits();
      return lambda.invoke(functionName, event);
    },
  });
  onStop(streams.stop);
  const outputs = localOutputs(stack, apiUrl, {
    cognitoIdentity: poolServer.url,
    cognitoIdp: poolServer.url,
    dynamodb: tables.endpoint,
    ...(storage !== undefined && { s3: storage.url }),
  });
  if (apiUrl !== undefined) links.set(`${apiUrl}/`, "HTTP API");
  links.set(`${tables.endpoint}/`, "Tables");
  const panel = panelOf(stack, apiUrl);
  const addresses = {
    pool: poolServer.url,
    tables: tables.endpoint,
    storage: storage?.url,
    api: apiUrl,
    panel,
    signIn: signInPageOf(stack, poolServer.url),
  };
  poolServer.answerWith(
    whenSettled(
      kept,
      poolAddress({
        pools,
        identityPool: openIdentityPool(stack, { pool, sessions: access.sessions, journal }),
        running: { inbox, bus, lambda, streams, reporter },
        origins,
        links,
        outputs,
        overview: () =>
          overviewPage(stack, addresses, apiUrl === undefined ? undefined : storyOf(stack, apiUrl)),
        now,
      }),
    ),
  );
  // The servers stop first, so that nobody is answered while the other parts stop.
  onStop(poolServer.close);
  onStop(apiServer.close);
  await deployCustomResources(stack, { lambda, journal: stackJournal });
  await keysMade;
  onStop(
    writeRunningFile(data, {
      userPoolId: stack.pool.id,
      pool: poolServer.url,
      tables: tables.endpoint,
      dns: dns.address,
      ...(signUpPage !== undefined && { signUpPage }),
    }),
  );
  const addressesHere = { poolUrl: poolServer.url, apiUrl, signUpPage };
  return { stack, pool, ...addressesHere, tables, access, storage, lambda, streams, inbox, bus };
}
