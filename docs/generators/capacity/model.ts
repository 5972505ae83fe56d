import type { Use } from "../../../bench/capacity-figures";
import { ASSUMED, PRICES } from "./prices";

/** The memory of functions in MB, as the parameters `memory` and `userMigrationMemory` set it. */
export interface Memory {
  readonly functions: number;
  readonly userMigration: number;
}

const MIGRATES = "user-migration";
const TELLS = "domain-events";
/** The function that is called for people by whom the API is called. */
const API = "api-auth";

/** How a flow comes to Cognito: straight, or through the API, whose function waits for it. */
export interface Way {
  readonly memory: Memory;
  readonly throughApi: boolean;
}

const memoryOf = (name: string, memory: Memory): number =>
  name === MIGRATES ? memory.userMigration : memory.functions;

/** The way to the tables does not get shorter with memory. It is shared out among the functions by their own time. */
function billedMs(name: string, use: Use, memory: Memory): number {
  const own = use.functions[name];
  if (own === undefined) return 0;
  const slower = Math.max(1, ASSUMED.wholeProcessorMb / memoryOf(name, memory));
  // Lambda bills whole milliseconds, and at least one.
  return Math.max(1, own.milliseconds * slower + requestsOf(name, use) * ASSUMED.tableRequestMs);
}

/** How many requests to the tables one invocation makes: the audit trail's are those of domain-events. */
function requestsOf(name: string, { functions, tables }: Use): number {
  const total = (own: boolean) =>
    Object.entries(tables)
      .filter(([id]) => (id === "AuditTable") === own)
      .reduce((sum, [, { requests }]) => sum + requests, 0);
  const fn = functions[name];
  if (fn === undefined) return 0;
  if (name === TELLS) return total(true) / fn.invocations;
  const others = Object.entries(functions).filter(([other]) => other !== TELLS);
  return total(false) / others.reduce((sum, [, { invocations }]) => sum + invocations, 0);
}

export interface FunctionLoad {
  readonly name: string;
  /** For one flow. */
  readonly invocations: number;
  readonly milliseconds: number;
}

/** The functions of a flow, with what they take on Lambda. Through the API, its function waits for all that people wait for. */
export function loadsOf(use: Use, { memory, throughApi }: Way): FunctionLoad[] {
  const loads = Object.entries(use.functions).map(([name, { invocations }]) => ({
    name,
    invocations,
    milliseconds: billedMs(name, use, memory),
  }));
  if (!throughApi) return loads;
  const waited = loads
    .filter(({ name }) => name !== TELLS)
    .reduce((sum, { invocations, milliseconds }) => sum + invocations * milliseconds, 0);
  return [...loads, { name: API, invocations: 1, milliseconds: waited + ASSUMED.cognitoMs }];
}

/** Little's law: how many copies run at once is how many begin a second, times how long each takes. */
export const concurrencyOf = ({ invocations, milliseconds }: FunctionLoad, perSecond: number): number =>
  (perSecond * invocations * milliseconds) / 1_000;

export interface Cost {
  readonly lambda: number;
  readonly tables: number;
  readonly logs: number;
  readonly events: number;
  readonly api: number;
}

/** Dollars for a million. */
export function costOf(use: Use, way: Way): Cost {
  const loads = loadsOf(use, way);
  const invocations = loads.reduce((sum, load) => sum + load.invocations, 0);
  const gbSeconds = loads.reduce(
    (sum, { name, invocations: count, milliseconds }) =>
      sum + count * (milliseconds / 1_000) * (memoryOf(name, way.memory) / 1_024),
    0,
  );
  const units = Object.values(use.tables);
  return {
    lambda: invocations * PRICES.lambdaRequests.value + gbSeconds * 1_000_000 * PRICES.lambdaGbSecond.value,
    tables: units.reduce(
      (sum, { reads, writes }) => sum + reads * PRICES.readUnits.value + writes * PRICES.writeUnits.value,
      0,
    ),
    logs:
      ((use.logBytes + invocations * ASSUMED.platformLogBytes) * 1_000_000 * PRICES.logGb.value) / 1_000 ** 3,
    events: use.events * PRICES.events.value,
    api: way.throughApi ? PRICES.apiRequests.value : 0,
  };
}

export const totalOf = (cost: Cost): number => Object.values(cost).reduce((sum, part) => sum + part, 0);

/** What a quota above what the account has costs in a month. */
export const priceOfRate = (perSecond: number, quota: number): number =>
  Math.max(0, perSecond - quota) * PRICES.cognitoRps.value;
