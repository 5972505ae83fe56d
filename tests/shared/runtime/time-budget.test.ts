import {
  API_DEADLINES_MS,
  API_GATEWAY_MS,
  apiFloorMs,
  BREACHES_ANSWER_MS,
  BUS_PAUSES_MS,
  COGNITO_ANSWER_MS,
  COGNITO_CONNECT_MS,
  COGNITO_MS,
  COUNTING_MS,
  DATABASE_ANSWER_MS,
  DATABASE_BEGIN_MS,
  DATABASE_CONNECT_MS,
  ENDPOINT_ANSWER_MS,
  HIGHEST_MIGRATION_FLOOR_MS,
  QUICK_AWS_CLIENT,
  STREAM_DEADLINE_MS,
  TRIGGER_DEADLINE_MS,
} from "../../../shared/runtime/time-budget";
import { readTemplate } from "../../harness/packaged-service";

const { maxAttempts, requestHandler } = QUICK_AWS_CLIENT;
const ATTEMPT = requestHandler.connectionTimeout + requestHandler.requestTimeout;
/** One request with all of its attempts, and the longest wait of the SDK between two. */
const AWS = maxAttempts * ATTEMPT + 100;
const COGNITO = 2 * (COGNITO_CONNECT_MS + COGNITO_ANSWER_MS.others) + 100;
/** What a part takes that answers as it should. */
const QUICK = 50;
/** What most old passwords take to check, which is the migration's own work. */
const CHECK = 500;

const DATABASE = [DATABASE_CONNECT_MS, DATABASE_BEGIN_MS, DATABASE_ANSWER_MS];
/** One more spelling of an address, asked of the old system, and of the record of migrations. */
const SPELLING = [DATABASE_BEGIN_MS, DATABASE_ANSWER_MS, AWS];
/** Facts, person, tenant, legacy id, claim, membership, invitation, profile, and the person once more. */
const PROVISIONING = new Array<number>(9).fill(AWS);

/** What each function waits for in a row, at most, and its own work. */
const PATHS: readonly [name: string, deadline: number, parts: readonly number[], work?: number][] = [
  ["pre-authentication", TRIGGER_DEADLINE_MS, [COUNTING_MS]],
  ["user-migration, from a table", TRIGGER_DEADLINE_MS, [AWS, AWS, AWS], CHECK],
  ["user-migration, from a database", TRIGGER_DEADLINE_MS, [AWS, AWS, ...DATABASE, AWS], CHECK],
  ["user-migration, from an endpoint", TRIGGER_DEADLINE_MS, [AWS, AWS, ENDPOINT_ANSWER_MS, AWS], CHECK],
  ["pre-sign-up", TRIGGER_DEADLINE_MS, [AWS, ...DATABASE, AWS, ...SPELLING, ...SPELLING]],
  // The provider, the user and the exclusions, the person and the groups, and the link.
  ["pre-sign-up, which links an account", TRIGGER_DEADLINE_MS, [AWS, AWS, AWS, AWS]],
  ["post-authentication", TRIGGER_DEADLINE_MS, [AWS, AWS, AWS]],
  ["post-confirmation", TRIGGER_DEADLINE_MS, PROVISIONING],
  // It reads the person before, and the tenant after.
  ["pre-token-generation", TRIGGER_DEADLINE_MS, [AWS, ...PROVISIONING.slice(1), AWS]],
  ["api-profile", API_DEADLINES_MS.profile, [AWS, COGNITO, AWS]],
];

const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0);

test.each(PATHS)("%s answers although one part takes all of its time", (_, deadline, parts, work = 0) => {
  expect(work + Math.max(...parts) + QUICK * (parts.length - 1)).toBeLessThan(deadline);
});

test("the parts of the migration add up to what the budget says", () => {
  expect(sum([3_000, 3_000, ...DATABASE, 3_000])).toBe(13_000);
  expect(maxAttempts * ATTEMPT).toBe(3_000);
});

test("a first attempt can be counted", () => {
  expect(COUNTING_MS).toBeGreaterThanOrEqual(ATTEMPT);
});

test("a trigger answers a second before Cognito gives up, whatever the floor", () => {
  expect(COGNITO_MS - TRIGGER_DEADLINE_MS).toBeGreaterThanOrEqual(1_000);
  expect(TRIGGER_DEADLINE_MS - HIGHEST_MIGRATION_FLOOR_MS).toBeGreaterThanOrEqual(1_000);
});

test("the API waits for three triggers in a row, and for its own floor", () => {
  expect(COGNITO_ANSWER_MS.auth).toBeGreaterThanOrEqual(3 * COGNITO_MS + 5_000);
  expect(API_DEADLINES_MS.auth).toBeGreaterThan(
    BREACHES_ANSWER_MS + COGNITO_CONNECT_MS + COGNITO_ANSWER_MS.auth,
  );
  expect(API_DEADLINES_MS.auth).toBeGreaterThan(BREACHES_ANSWER_MS + apiFloorMs(HIGHEST_MIGRATION_FLOOR_MS));
});

test("Lambda ends no function before its deadline, and Cognito and API Gateway wait for all of them", () => {
  const functions = Object.values(readTemplate().Resources).filter(
    ({ Type, Properties }) =>
      Type === "AWS::Lambda::Function" && /^functions\//.test(String(Properties.Handler)),
  );
  expect(functions.length).toBeGreaterThan(0);
  const isCalled = ({ Properties }: (typeof functions)[number]) =>
    !/^functions\/(domain-events|stack-records)\//.test(String(Properties.Handler));
  for (const { Properties } of functions.filter(isCalled)) {
    const [, part] = /^functions\/api\/(\w+)\//.exec(String(Properties.Handler)) ?? [];
    const deadline =
      part === undefined ? TRIGGER_DEADLINE_MS : API_DEADLINES_MS[part as keyof typeof API_DEADLINES_MS];
    const timeout = Number(Properties.Timeout) * 1_000;
    expect(timeout).toBeGreaterThanOrEqual(deadline + 1_000);
    expect(timeout).toBeLessThanOrEqual(part === undefined ? COGNITO_MS : API_GATEWAY_MS - 1_000);
  }
});

test("Lambda ends no batch of a stream before its deadline, within which the bus can be asked again", () => {
  const { Properties } = readTemplate().Resources.DomainDasheventsLambdaFunction ?? {};
  expect(Number(Properties?.Timeout) * 1_000).toBeGreaterThanOrEqual(STREAM_DEADLINE_MS + 1_000);
  const pauses = BUS_PAUSES_MS.reduce<number>((sum, pause) => sum + pause, 0);
  expect(STREAM_DEADLINE_MS).toBeGreaterThan(pauses + BUS_PAUSES_MS.length * AWS);
});
