import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Figures, FlowName } from "../../bench/capacity-figures";
import {
  type Cost,
  concurrencyOf,
  costOf,
  loadsOf,
  type Memory,
  priceOfRate,
  totalOf,
  type Way,
} from "./capacity/model";
import { AS_OF, ASSUMED, PRICES, QUOTAS, REGION, type Stated } from "./capacity/prices";
import { simulate } from "./capacity/simulation";
import { code, replaceBetween, tableOf } from "./markdown";

const ROOT = path.join(__dirname, "..", "..");
export const CAPACITY_PAGE = path.join(ROOT, "docs", "capacity.md");

export const readFigures = (): Figures =>
  JSON.parse(readFileSync(path.join(ROOT, "bench", "capacity.json"), "utf8"));

/** The subjects of the page, each with its flows. */
const STORIES: Readonly<Record<string, readonly FlowName[]>> = {
  "sign-ups, confirmed": ["sign-up", "confirmation"],
  "sign-ins": ["sign-in"],
  refreshes: ["refresh"],
  migrations: ["migration"],
};

export const RATES = [120, 1_000, 10_000] as const;
const MEMORIES = [256, 512, 1_024, 1_769] as const;
/** The defaults of the parameters in serverless.yml. */
export const USUAL = { memory: 512, userMigrationMemory: 1_024, apiRequestsPerSecond: 50 } as const;

/** The parameter userMigrationMemory accepts no less than its default. */
const memoryFor = (megabytes: number): Memory => ({
  functions: megabytes,
  userMigration: Math.max(megabytes, USUAL.userMigrationMemory),
});
const USUAL_WAY: Way = { memory: memoryFor(USUAL.memory), throughApi: true };

/** The page with new tables, each between its two marks. */
export function withCapacityTables(page: string, figures = readFigures()): string {
  const tables = {
    asked: askedTable(figures),
    direct: dollarsTable(figures, false),
    api: dollarsTable(figures, true),
    parts: partsTable(figures),
    limits: limitsTable(figures),
    first: firstTable(figures),
    simulated: simulatedTable(figures),
    users: usersTable(),
    prices: `Prices of ${REGION}, looked up on ${AS_OF}.\n\n${statedTable("Dollars", "For", PRICES)}`,
    quotas: statedTable("Quota", "Of", QUOTAS),
    assumed: assumedTable(),
  };
  return Object.entries(tables).reduce(
    (text, [name, table]) =>
      replaceBetween(
        text,
        `<!-- ${name}: written by npm run docs:generate -->\n`,
        `\n<!-- end of ${name} -->`,
        table,
      ),
    page,
  );
}

const dollars = (amount: number): string => `$${amount.toFixed(2)}`;
const whole = (amount: number): string => Math.round(amount).toLocaleString("en-US");
const short = (amount: number): string => (amount < 10 ? `${Math.round(amount * 10) / 10}` : whole(amount));

function askedTable({ flows }: Figures): string {
  return tableOf(
    ["Flow", "Invocations", "Their time, ms", "Requests to tables", "Read units", "Write units", "Events"],
    Object.entries(flows).map(([flow, use]) => {
      const loads = loadsOf(use, { ...USUAL_WAY, throughApi: false });
      const units = Object.values(use.tables);
      const sum = (part: "requests" | "reads" | "writes") =>
        units.reduce((total, each) => total + each[part], 0);
      return [
        flow,
        short(loads.reduce((total, { invocations }) => total + invocations, 0)),
        whole(loads.reduce((total, { invocations, milliseconds }) => total + invocations * milliseconds, 0)),
        short(sum("requests")),
        short(sum("reads")),
        short(sum("writes")),
        short(use.events),
      ];
    }),
  );
}

const costOfStory = ({ flows }: Figures, story: readonly FlowName[], way: Way): readonly Cost[] =>
  story.map((flow) => costOf(flows[flow], way));

function dollarsTable(figures: Figures, throughApi: boolean): string {
  return tableOf(
    ["A million", ...MEMORIES.map((megabytes) => `${megabytes} MB`)],
    Object.entries(STORIES).map(([title, story]) => [
      title,
      ...MEMORIES.map((megabytes) => {
        const costs = costOfStory(figures, story, { memory: memoryFor(megabytes), throughApi });
        return dollars(costs.reduce((sum, cost) => sum + totalOf(cost), 0));
      }),
    ]),
  );
}

function partsTable(figures: Figures): string {
  const parts = ["lambda", "tables", "logs", "events", "api"] as const;
  return tableOf(
    ["A million", "Lambda", "DynamoDB", "Logs", "Events", "API Gateway"],
    Object.entries(STORIES).map(([title, story]) => {
      const costs = costOfStory(figures, story, USUAL_WAY);
      return [title, ...parts.map((part) => dollars(costs.reduce((sum, cost) => sum + cost[part], 0)))];
    }),
  );
}

/** The first users of an account are free in Essentials. */
const FREE_USERS = 10_000;

function usersTable(): string {
  const { essentialsUser, plusUser } = PRICES;
  return tableOf(
    ["Active users a month", "Essentials", "Plus"],
    [10_000, 100_000, 1_000_000].map((users) => [
      whole(users),
      `$${whole((users - FREE_USERS) * essentialsUser.value)}`,
      `$${whole(users * plusUser.value)}`,
    ]),
  );
}

interface Limit {
  readonly name: string;
  readonly allowed: number;
  readonly raise: string;
  /** The amount that a number of sign-ins per second needs. */
  needed(perSecond: number): number;
}

function limitsOf({ flows }: Figures): readonly Limit[] {
  const use = flows["sign-in"];
  const { PeopleTable, AttemptsTable } = use.tables;
  const loads = loadsOf(use, USUAL_WAY);
  const rate = (perSecond: number) => perSecond;
  return [
    {
      name: `${code("apiRequestsPerSecond")} of one route`,
      allowed: USUAL.apiRequestsPerSecond,
      raise: `${code("apiRequestsPerSecond")} and ${code("apiBurst")}`,
      needed: rate,
    },
    {
      name: "Cognito: UserAuthentication",
      allowed: QUOTAS.userAuthentication.value,
      raise: "bought in Service Quotas",
      needed: rate,
    },
    {
      name: "Lambda: copies at once",
      allowed: QUOTAS.lambdaConcurrency.value,
      raise: "free, in Service Quotas",
      needed: (perSecond) => loads.reduce((sum, load) => sum + concurrencyOf(load, perSecond), 0),
    },
    {
      name: "People: writes of a new table",
      allowed: QUOTAS.newTableWrites.value,
      raise: code("warmThroughput"),
      needed: (perSecond) => perSecond * (PeopleTable?.writes ?? 0),
    },
    {
      name: "Attempts: writes of a new table",
      allowed: QUOTAS.newTableWrites.value,
      raise: code("warmThroughput"),
      needed: (perSecond) => perSecond * (AttemptsTable?.writes ?? 0),
    },
    {
      name: "People: reads of a new table",
      allowed: QUOTAS.newTableReads.value,
      raise: code("warmThroughput"),
      needed: (perSecond) => perSecond * (PeopleTable?.reads ?? 0),
    },
    {
      name: "API Gateway: the account",
      allowed: QUOTAS.apiGateway.value,
      raise: "in Service Quotas",
      needed: rate,
    },
    {
      name: "DynamoDB: units of one table",
      allowed: QUOTAS.tableUnits.value,
      raise: "in Service Quotas",
      needed: (perSecond) => perSecond * Math.max(PeopleTable?.reads ?? 0, PeopleTable?.writes ?? 0),
    },
  ];
}

function limitsTable(figures: Figures): string {
  return tableOf(
    ["Limit", "Allows", ...RATES.map((perSecond) => `Needed at ${whole(perSecond)}/s`), "Raise it"],
    limitsOf(figures).map(({ name, allowed, raise, needed }) => [
      name,
      whole(allowed),
      ...RATES.map((perSecond) => {
        const amount = needed(perSecond);
        return amount > allowed ? `**${whole(amount)}**` : whole(amount);
      }),
      raise,
    ]),
  );
}

/** The write and read units for `warmThroughput`, with half as much in reserve. Undefined if a new table is enough. */
function warmThroughputFor({ flows }: Figures, perSecond: number): string | undefined {
  const { PeopleTable, AttemptsTable } = flows["sign-in"].tables;
  const rounded = (units: number, least: number) =>
    Math.max(least, Math.ceil((units * 1.5 * perSecond) / 1_000) * 1_000);
  const reads = rounded(PeopleTable?.reads ?? 0, QUOTAS.newTableReads.value);
  const writes = rounded(
    Math.max(PeopleTable?.writes ?? 0, AttemptsTable?.writes ?? 0),
    QUOTAS.newTableWrites.value,
  );
  return reads > QUOTAS.newTableReads.value || writes > QUOTAS.newTableWrites.value
    ? `${reads}/${writes}`
    : undefined;
}

/** The limits that are exceeded, each with its factor, the worst first. */
export const brokenAt = (
  figures: Figures,
  perSecond: number,
): readonly (Limit & { readonly times: number })[] =>
  limitsOf(figures)
    .map((limit) => ({ ...limit, times: limit.needed(perSecond) / limit.allowed }))
    .filter(({ times }) => times > 1)
    .sort((one, other) => other.times - one.times);

function firstTable(figures: Figures): string {
  return tableOf(
    [
      "Sign-ins a second",
      "What breaks, the first one first",
      "Cognito's rate, a month",
      `${code("warmThroughput")}`,
    ],
    RATES.map((perSecond) => {
      const broken = brokenAt(figures, perSecond).map(
        ({ name, times }) => `${name} (${times.toFixed(1)} times)`,
      );
      const price = priceOfRate(perSecond, QUOTAS.userAuthentication.value);
      const warm = warmThroughputFor(figures, perSecond);
      return [
        whole(perSecond),
        broken.join("; "),
        price === 0 ? "nothing" : `$${whole(price)}`,
        code(warm ?? "off"),
      ];
    }),
  );
}

function simulatedTable({ flows }: Figures): string {
  return tableOf(
    ["Function", "Sign-ins a second", "Model", "Simulated", "The most", "The most at a launch"],
    loadsOf(flows["sign-in"], USUAL_WAY).flatMap((load, index) =>
      RATES.map((perSecond) => {
        const { mean, most, mostAtLaunch } = simulate({
          perSecond: perSecond * load.invocations,
          milliseconds: load.milliseconds,
          coldStartMs: ASSUMED.coldStartMs,
          seconds: SIMULATED_SECONDS[perSecond],
          seed: index + 1,
        });
        return [
          load.name,
          whole(perSecond),
          concurrencyOf(load, perSecond).toFixed(1),
          mean.toFixed(1),
          whole(most),
          whole(mostAtLaunch),
        ];
      }),
    ),
  );
}

/** The seconds of a simulation. A higher rate needs fewer. */
const SIMULATED_SECONDS: Readonly<Record<(typeof RATES)[number], number>> = {
  120: 600,
  1000: 120,
  10000: 20,
};

const statedTable = (head: string, of: string, stated: Readonly<Record<string, Stated>>): string =>
  tableOf(
    [head, of, "Source"],
    Object.values(stated).map(({ value, unit, source, unconfirmed }) => [
      value < 1 ? `${value}` : value.toLocaleString("en-US"),
      unit,
      `${source}${unconfirmed ? ", not confirmed" : ""}`,
    ]),
  );

function assumedTable(): string {
  const { tableRequestMs, cognitoMs, platformLogBytes, wholeProcessorMb, coldStartMs } = ASSUMED;
  return tableOf(
    ["Assumed", "What for"],
    [
      [`${tableRequestMs} ms`, "a request to a table, from a function and back"],
      [`${cognitoMs} ms`, "what Cognito takes for a request, besides its triggers"],
      [`${platformLogBytes} bytes`, "Lambda's own lines in the log, for an invocation"],
      [`${whole(wholeProcessorMb)} MB`, "with so much memory a function has a whole processor"],
      [`${coldStartMs} ms`, "a cold start"],
    ],
  );
}

if (require.main === module)
  writeFileSync(CAPACITY_PAGE, withCapacityTables(readFileSync(CAPACITY_PAGE, "utf8")));
