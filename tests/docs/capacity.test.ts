import { readFileSync } from "node:fs";
import type { FlowName } from "../../bench/capacity-figures";
import {
  brokenAt,
  CAPACITY_PAGE,
  readFigures,
  USUAL,
  withCapacityTables,
} from "../../docs/generators/capacity";
import { concurrencyOf, costOf, loadsOf, priceOfRate, totalOf } from "../../docs/generators/capacity/model";
import { ASSUMED, PRICES } from "../../docs/generators/capacity/prices";
import { simulate } from "../../docs/generators/capacity/simulation";
import { configuration } from "../harness/packaged-service";
import { readGuide, sectionOf } from "./guide-sections";

const PAGE = readFileSync(CAPACITY_PAGE, "utf8");
const FIGURES = readFigures();
const MEMORY = { functions: 512, userMigration: 1_024 };

test("the tables of docs/capacity.md are what npm run docs:generate makes of figures, prices and simulation", () => {
  expect(withCapacityTables(PAGE)).toBe(PAGE);
});

test("other figures make other tables", () => {
  const { refresh } = FIGURES.flows;
  const flows = { ...FIGURES.flows, refresh: { ...refresh, logBytes: refresh.logBytes + 10_000 } };
  expect(withCapacityTables(PAGE, { ...FIGURES, flows })).not.toBe(PAGE);
});

test("the page takes for usual what serverless.yml has", () => {
  expect(configuration().params.default).toMatchObject(USUAL);
});

describe("the formula", () => {
  const USE = {
    functions: {
      "pre-authentication": { invocations: 1, milliseconds: 2 },
      "pre-token-generation": { invocations: 1, milliseconds: 4 },
      "domain-events": { invocations: 2, milliseconds: 0 },
    },
    tables: {
      PeopleTable: { requests: 2, reads: 1, writes: 3 },
      AuditTable: { requests: 4, reads: 0, writes: 4 },
    },
    events: 2,
    logBytes: 1_000,
  };
  const slower = ASSUMED.wholeProcessorMb / 512;
  const way = { memory: MEMORY, throughApi: true };

  test("work gets slower with less memory, and requests to the tables do not", () => {
    expect(loadsOf(USE, way)).toEqual([
      { name: "pre-authentication", invocations: 1, milliseconds: 2 * slower + 5 },
      { name: "pre-token-generation", invocations: 1, milliseconds: 4 * slower + 5 },
      { name: "domain-events", invocations: 2, milliseconds: 10 },
      { name: "api-auth", invocations: 1, milliseconds: expect.closeTo(6 * slower + 10 + 100) },
    ]);
    const [quickest] = loadsOf(USE, { ...way, memory: { ...MEMORY, functions: 10_240 } });
    expect(quickest?.milliseconds).toBe(2 + 5);
  });

  test("without the API, nobody waits in it and nobody pays for it", () => {
    const straight = { ...way, throughApi: false };
    expect(loadsOf(USE, straight).map(({ name }) => name)).not.toContain("api-auth");
    expect(costOf(USE, straight).api).toBe(0);
  });

  test("a million are a million times the price of one", () => {
    const seconds = (12 * slower + 10 + 10 + 20 + 100) / 1_000;
    const lambda = 5 * 0.2 + seconds * 0.5 * 1_000_000 * 0.0000133334;
    const cost = costOf(USE, way);
    expect(cost).toEqual({
      lambda: expect.closeTo(lambda),
      tables: expect.closeTo(1 * 0.125 + 7 * 0.625),
      logs: expect.closeTo((1_000 + 5 * 400) * 0.0005),
      events: 2,
      api: 1,
    });
    expect(totalOf(cost)).toBeCloseTo(lambda + 4.5 + 1.5 + 2 + 1);
  });

  test("a rate is paid above the quota", () => {
    expect([priceOfRate(100, 120), priceOfRate(120, 120), priceOfRate(121, 120)]).toEqual([0, 0, 20]);
    expect(PRICES.cognitoRps.value).toBe(20);
  });
});

test.each([
  [120, 12, 600],
  [1_000, 140, 120],
  [10_000, 30, 20],
])(
  "at %d calls a second of %d ms, the simulation has as many copies as the model",
  (perSecond, milliseconds, seconds) => {
    const model = concurrencyOf({ name: "any", invocations: 1, milliseconds }, perSecond);
    const { mean, most, mostAtLaunch } = simulate({
      perSecond,
      milliseconds,
      coldStartMs: 600,
      seconds,
      seed: 7,
    });
    expect(Math.abs(mean - model) / model).toBeLessThan(0.03);
    expect(most).toBeGreaterThan(model);
    expect(mostAtLaunch).toBeGreaterThan(most);
  },
);

test("at a higher rate no limit holds that has broken at a lower one", () => {
  const names = (perSecond: number) => brokenAt(FIGURES, perSecond).map(({ name }) => name);
  expect(names(1)).toEqual([]);
  expect(names(120)).toEqual(["`apiRequestsPerSecond` of one route"]);
  expect(names(10_000)).toEqual(expect.arrayContaining(names(1_000)));
});

test("the requests of each flow in docs/choosing.md are the measured ones", () => {
  const rows = new Map(
    [
      ...sectionOf(readGuide("choosing.md"), "What costs").matchAll(/^\| ([^|]+) \| (\d+) \| (\d+) \|$/gm),
    ].map(([, flow, triggers, requests]) => [flow, [Number(triggers), Number(requests)]]),
  );
  const measured = (flow: FlowName) => {
    const { functions, tables } = FIGURES.flows[flow];
    const triggers = Object.keys(functions).filter((name) => name !== "domain-events");
    const requests = Object.entries(tables).filter(([id]) => id !== "AuditTable");
    return [triggers.length, Math.round(requests.reduce((sum, [, use]) => sum + use.requests, 0))];
  };
  expect(rows.get("Sign-up")).toEqual(measured("sign-up"));
  expect(rows.get("Confirmation")).toEqual(measured("confirmation"));
  expect(rows.get("Sign-in")).toEqual(measured("sign-in"));
  expect(rows.get("First sign-in of a legacy user")).toEqual(measured("migration"));
  expect(rows.get("Refresh")).toEqual(measured("refresh"));
});
