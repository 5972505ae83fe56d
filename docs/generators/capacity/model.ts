import type { Use } from "../../../bench/capacity-figures";
import { ASSUMED, PRICES } from "./prices";

/** The memory of functions in MB, as the parameters `memory` and `userMigrationMemory` set it. */
export interface Memory {
  readonly functions: number;
  readonly userMigration: number;
}

const MIGRATES = "user-migration";
const TELLS = "domain-events";
/** The function of the API that people call to sign in. */
const API = "api-auth";

/** Whether a flow calls Cognito directly, or through the API, whose function waits for the answer. */
export interface Way {
  readonly memory: Memory;
  readonly throughApi: boolean;
}

const memoryOf = (name: string, memory: Memory): number =>
  name === MIGRATES ? memory.userMigration : memory.functions;

/**
 * The milliseconds that Lambda bills. More memory makes the function's own work quicker, but not its requests to
 * the tables.
 */
function billedMs(name: string, use: Use, memory: Memory): number {
  const own = use.functions[name];
  if (own === undefined) return 0;
  const slower = Math.max(1, ASSUMED.wholeProcessorMb / memoryOf(name, memory));
  // Lambda bills whole milliseconds, and at least one.
  return Math.max(1, own.milliseconds * slower + requestsOf(name, use) * ASSUMED.tableRequestMs);
}

/** The requests to the tables of one invocation. Those to the audit trail belong to domain-events. */
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

/**
 * The functions of a flow, with their time on Lambda. In the API, one more function waits for all the others that
 * people wait for.
 */
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

/** Little's law: the copies that run at once are the calls per second times the time of a call. */
export const concurrencyOf = ({ invocations, milliseconds }: FunctionLoad, perSecond: number): number =>
  (perSecond * invocations * milliseconds) / 1_000;

export interface Cost {
  readonly lambda: number;
  readonly tables: number;
  readonly logs: number;
  readonly events: number;
  readonly api: number;
}

/** Dollars for a million flows. */
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

/** The monthly price of a rate above the account's quota. */
export const priceOfRate = (perSecond: number, quota: number): number =>
  Math.max(0, perSecond - quota) * PRICES.cognitoRps.value;
