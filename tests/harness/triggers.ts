import { AsyncLocalStorage } from "node:async_hooks";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { Worker } from "node:worker_threads";
import type { NearRequest } from "../../local/lambda/environment";
import { unpackedBundles } from "../../local/stack/package";
import { dependencies } from "../../package.json";
import { inFlow } from "./flow.cjs";
import { nearAnswerOf } from "./near-tables";
import { environmentOf, moduleOf, packageFolder, readTemplate } from "./packaged-service";

type LogLine = Record<string, unknown>;
type Environment = Readonly<Record<string, string>>;

export interface Trigger {
  /**
   * Passes a copy of the event, as Lambda does, and returns the answer or throws the error that Cognito would see.
   *
   * @param flow the name of its requests to the tables, if a test tells them apart
   */
  (event: unknown, flow?: string): Promise<unknown>;
  /** The log lines of all invocations so far. */
  log(): LogLine[];
  stop(): Promise<void>;
}

/** The message of the bundle's thread after an invocation. */
interface BundleAnswer {
  readonly id: number;
  readonly answer: unknown;
  readonly error?: Error;
}

/** A request of the bundle to tables that are near. */
interface BundleQuestion {
  readonly question: number;
  readonly request: NearRequest;
}

/** The function as its source has it, with the environment that the packaged template gives it. */
export function loadTrigger(name: string, endpoint: string, changes: Environment = {}): Trigger {
  const environment = stageEnvironment(name, endpoint, changes);
  // The SDK reads the environment only at its first request, so it stays until another trigger is called.
  const enter = () => {
    process.env = { ...process.env, ...environment };
  };
  enter();
  let handler: ((event: unknown) => Promise<unknown>) | undefined;
  jest.isolateModules(() => {
    // Triggers share the installed packages, because loading them takes longer than most tests.
    for (const name of INSTALLED) jest.doMock(name, () => installed(name));
    handler = require(path.join(__dirname, "..", "..", moduleOf(readTemplate(), name))).handler;
  });
  const written: LogLine[] = [];
  const invoke = async (event: unknown, flow?: string) => {
    enter();
    return writing.run(written, () => inFlow(flow, () => handler?.(structuredClone(event))));
  };
  return Object.assign(invoke, {
    log: () => written,
    stop: async () => {},
  });
}

/**
 * The function as it is deployed: the file out of its archive, in a thread of its own. Tables of this process are near.
 *
 * @param packaged the folder of a packaged stage; that of the service by default
 */
export function loadBundle(
  name: string,
  endpoint: string,
  changes: Environment = {},
  packaged?: string,
): Trigger {
  const template = readTemplate(packaged);
  // Outside the repository, a bundle finds no package that it does not contain.
  const folder = mkdtempSync(path.join(tmpdir(), "bundle-"));
  const file = path.join(folder, "index.js");
  copyFileSync(path.join(unpackedBundles(packaged ?? packageFolder()), `${name}.js`), file);
  const answerNearby = nearAnswerOf(endpoint);
  const worker = new Worker(path.join(__dirname, "bundle-worker.cjs"), {
    workerData: { file, near: answerNearby && endpoint },
    env: stageEnvironment(name, endpoint, changes, template),
    stdout: true,
  });
  const written: LogLine[] = [];
  createInterface(worker.stdout).on("line", (line) => written.push(JSON.parse(line)));
  const waiting = new Map<number, (message: BundleAnswer) => void>();
  worker.on("message", async (message: BundleAnswer | BundleQuestion) => {
    if ("question" in message) {
      const { question, request } = message;
      worker.postMessage({ question, answer: await answerNearby?.(request) });
    } else {
      waiting.get(message.id)?.(message);
      waiting.delete(message.id);
    }
  });
  let last = 0;
  const invoke = (event: unknown, flow?: string) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, ({ answer, error }) => {
        if (error === undefined) resolve(answer);
        else reject(Object.assign(new Error(), error));
      });
      worker.postMessage({ id, event, flow });
    });
  return Object.assign(invoke, {
    log: () => written,
    async stop() {
      await worker.terminate();
      rmSync(folder, { recursive: true });
    },
  });
}

const stageEnvironment = (
  name: string,
  endpoint: string,
  changes: Environment,
  template = readTemplate(),
): Environment => ({
  ...environmentOf(template, name, (logicalId) => logicalId),
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  ...changes,
});

/** All packages of the functions, so that none is loaded anew for every trigger. */
const INSTALLED = Object.keys(dependencies);
const loaded = new Map<string, unknown>();

function installed(name: string): unknown {
  if (!loaded.has(name)) loaded.set(name, jest.requireActual(name));
  return loaded.get(name);
}

/** Keeps the output of a trigger with the trigger, and out of the test report. */
const writing = new AsyncLocalStorage<LogLine[]>();
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = ((chunk: string | Uint8Array, ...rest: []) => {
  const written = writing.getStore();
  if (written === undefined) return write(chunk, ...rest);
  written.push(JSON.parse(String(chunk)));
  return true;
}) as typeof process.stdout.write;
