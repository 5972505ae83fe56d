import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { type Edition, startEdition } from "../../../local/edition";
import type { EditionOptions } from "../../../local/edition-options";
import { unpackStack } from "../../../local/stack/package";
import { TEMPLATE } from "../../../local/stack/packaged-folder";
import { packageFolder } from "../../harness/packaged-service";
import { putTenants } from "../../harness/people";
import { type Items, itemsIn } from "../../harness/tables";

export interface TestEdition {
  readonly edition: Edition;
  /** The real SDK, over HTTP. */
  readonly client: CognitoIdentityProviderClient;
  readonly webClient: string;
  /** By their logical ids. */
  readonly tables: Items;
  /** The code of the newest message to an address. */
  code(to: string): string;
  /** The trigger sources of what has been called since the last question, in order. */
  newSources(): string[];
  /** Moves the clock of the pool and the tables; the functions have the real one. */
  pass(seconds: number): void;
  stop(): Promise<void>;
}

interface EditionFolder {
  readonly folder: string;
  readonly packaged: string;
  remove(): void;
}

/** A folder for an edition, with the service as it was packaged: by the set-up of all tests, unless another is given. */
export function createEditionFolder(product = packageFolder()): EditionFolder {
  const folder = mkdtempSync(path.join(tmpdir(), "edition-"));
  const packaged = path.join(folder, "packaged");
  unpackStack(product, packaged);
  shortenFloors(path.join(packaged, TEMPLATE));
  return { folder, packaged, remove: () => rmSync(folder, { recursive: true }) };
}

/** How long, in milliseconds, the migration of a test edition takes at least to bring nobody over; twice that in the API. */
export const TEST_FLOOR = 100;

/** Refusals wait for it; what people wait for in dev would be minutes of a test run. */
function shortenFloors(template: string): void {
  const written = readFileSync(template, "utf8");
  writeFileSync(template, written.replace(/("MIGRATION_FLOOR": )"\d+"/g, `$1"${TEST_FLOOR}"`));
}

/** The whole suite on free ports and in memory, with Acme and Globex in its tables. */
export async function startTestEdition(
  options: Pick<EditionOptions, "sources" | "onBroken" | "onReport" | "issuer"> = {},
  product?: string,
): Promise<TestEdition> {
  const { folder, packaged, remove } = createEditionFolder(product);
  const test = await visitEdition({ ...options, folder, packaged });
  return {
    ...test,
    async stop() {
      await test.stop();
      remove();
    },
  };
}

/** The same, with what its folder has kept, if there is anything. */
export const startKeptEdition = (
  { folder, packaged }: EditionFolder,
  options: Pick<EditionOptions, "fresh"> = {},
): Promise<TestEdition> => visitEdition({ ...options, folder, packaged, keeps: true });

async function visitEdition(options: EditionOptions): Promise<TestEdition> {
  let ahead = 0;
  const edition = await startEdition({ ...options, now: () => new Date(Date.now() + ahead) });
  const client = new CognitoIdentityProviderClient({
    endpoint: edition.poolUrl,
    region: edition.stack.region,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  const tables = tablesOf(edition);
  await putTenants(tables);
  let seen = edition.lambda.invocations.length;
  return {
    edition,
    client,
    webClient: edition.stack.outputs.WebClientId ?? "",
    tables,
    code: (to) => edition.inbox.messages(to).at(-1)?.code ?? "",
    newSources() {
      const invocations = edition.lambda.invocations.slice(seen);
      seen += invocations.length;
      return invocations.flatMap(({ event }) => (event as { triggerSource?: string }).triggerSource ?? []);
    },
    pass(seconds) {
      ahead += seconds * 1_000;
    },
    async stop() {
      client.destroy();
      await edition.stop();
    },
  };
}

function tablesOf({ stack, tables }: Edition): Items {
  return itemsIn(tables.answer, (logicalId) => {
    const name = stack.outputs[`${logicalId}Name`];
    if (name === undefined) throw new Error(`the stack has no output for ${logicalId}`);
    return name;
  });
}
