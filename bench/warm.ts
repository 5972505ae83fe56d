/** The processor time of a warm trigger's invocation, alone and with its requests to the tables. */
import type { Plugin } from "esbuild";
import { tableOf } from "../docs/generators/markdown";
import { least } from "./figures";
import { warmBundle } from "./function-bundles";
import { type Asked, runFunction } from "./function-process";
import { inShort } from "./short";

const STAND_INS: Plugin = require("../infra/stand-ins.cjs").plugin;

const ROUNDS = inShort(3, 1);
/** Code that has not run often is not compiled yet. More invocations would exceed the throttle of sign-ins. */
export const WARM_AFTER = 400;
const INVOCATIONS = 400;

/** Microseconds of processor time for an invocation. */
interface Warm {
  readonly withTables: number;
  readonly alone: number;
  readonly requests: number;
}

const WARM = `
  const { handler, answerFromMemory, requests } = require(file);
  const cost = async () => {
    const events = Array.from({ length: ${INVOCATIONS} }, () => structuredClone(event));
    const busy = process.cpuUsage();
    for (const each of events) await handler(each);
    const { user, system } = process.cpuUsage(busy);
    return (user + system) / ${INVOCATIONS};
  };
  (async () => {
    for (let times = 0; times < ${WARM_AFTER}; times++) await handler(structuredClone(event));
    const withTables = await cost();
    answerFromMemory();
    for (let times = 0; times < ${WARM_AFTER}; times++) await handler(structuredClone(event));
    const alone = await cost();
    tell({ withTables, alone, requests: requests() });
  })();`;

const COLUMNS = [
  "Trigger, warm",
  "requests",
  "alone",
  "with requests, ours",
  "with requests, stock",
  "ours / stock",
];

export async function warmTable(node: string, triggers: readonly Asked[]): Promise<string> {
  const rows: string[][] = [];
  for (const asked of triggers) {
    const ours = { file: await warmBundle(asked.folder, asked.name, [STAND_INS]), runs: [] as Warm[] };
    const stock = { file: await warmBundle(asked.folder, asked.name, []), runs: [] as Warm[] };
    for (let round = 0; round < ROUNDS; round++)
      for (const { file, runs } of [ours, stock]) runs.push(await runFunction(node, WARM, file, asked));
    const of = (runs: readonly Warm[], part: (warm: Warm) => number) => least(runs.map(part));
    const [own, stocks] = [ours, stock].map(({ runs }) => of(runs, ({ withTables }) => withTables));
    rows.push([
      asked.name,
      `${ours.runs[0]?.requests}`,
      of(ours.runs, ({ alone }) => alone).toFixed(0),
      own?.toFixed(0) ?? "",
      stocks?.toFixed(0) ?? "",
      ((own ?? Number.NaN) / (stocks ?? Number.NaN)).toFixed(2),
    ]);
  }
  return tableOf(COLUMNS, rows);
}
