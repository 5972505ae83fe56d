import { type FilterPattern, passes } from "../../local/streams/filter-pattern";
import { PLACEHOLDER, profile, STORIES } from "../functions/domain-events/stories";
import { readTemplate } from "../harness/packaged-service";
import { streamRecord } from "../harness/stream-records";

const { Resources, Outputs } = readTemplate();

interface Criteria {
  readonly Filters: readonly { readonly Pattern: string }[];
}

const PATTERN = { Pattern: expect.any(String) };

const ofType = (type: string, resources = Resources) =>
  Object.values(resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties }) => Properties);

test("changes of the three tables go to the function, and to the dead letters if they cannot be told", () => {
  const mappings = ofType("AWS::Lambda::EventSourceMapping");
  expect(mappings).toEqual(
    ["TenantsTable", "InvitationsTable", "PeopleTable"].map((table) => ({
      EventSourceArn: { "Fn::GetAtt": [table, "StreamArn"] },
      FunctionName: { "Fn::GetAtt": ["DomainDasheventsLambdaFunction", "Arn"] },
      Enabled: true,
      BatchSize: 100,
      StartingPosition: "TRIM_HORIZON",
      MaximumRetryAttempts: 8,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      DestinationConfig: {
        OnFailure: { Destination: { "Fn::GetAtt": ["DomainEventsDeadLetters", "Arn"] } },
      },
      ...(table === "PeopleTable" && { FilterCriteria: { Filters: [PATTERN, PATTERN, PATTERN] } }),
    })),
  );
});

describe("of the changes of people", () => {
  const filters = ofType("AWS::Lambda::EventSourceMapping")
    .flatMap(({ FilterCriteria = { Filters: [] } }) => (FilterCriteria as Criteria).Filters)
    .map(({ Pattern }) => JSON.parse(Pattern) as FilterPattern);
  type Images = Parameters<typeof streamRecord>;
  const goOn = (...images: Images) => passes(filters, streamRecord(...images));

  test.each(STORIES.filter(([, { table }]) => table === "PeopleTable"))(
    "the function hears of %s, if it has anything to tell",
    (_, { before, after, happened }) => {
      expect(happened.length === 0 || goOn(before, after)).toBe(true);
    },
  );

  test.each<[string, Images]>([
    ["a profile without a status", [profile(), profile({ status: undefined })]],
    ["a profile that is deleted", [profile(), undefined]],
    ["a placeholder that is deleted", [PLACEHOLDER, undefined]],
    ["a membership that is deleted", [{ sub: "ada", item: "tenant#acme", status: "active" }, undefined]],
  ])("it hears of %s", (_, images) => {
    expect(goOn(...images)).toBe(true);
  });

  test.each<[string, Images]>([
    ["a sign-in", [profile(), profile({ lastSignInAt: "2026-05-01T12:00:00.000Z", name: "Ada King" })]],
    ["a mark's new bearer", [undefined, { sub: "mark#abc", item: "person#ada" }]],
    ["an exclusion", [undefined, { sub: "mark#abc", item: "exclusion", status: "removed" }]],
  ])("it does not run for %s", (_, images) => {
    expect(goOn(...images)).toBe(false);
  });
});

test("dead letters are encrypted, and kept for as long as a queue keeps anything", () => {
  expect(Resources.DomainEventsDeadLetters?.Properties).toEqual({
    SqsManagedSseEnabled: true,
    MessageRetentionPeriod: 14 * 24 * 60 * 60,
  });
});

test("the bus is named after the stage, and the outputs say where everything is", () => {
  expect(Resources.DomainEventsBus?.Properties).toEqual({ Name: "cognito-triggers-dev" });
  expect(Outputs).toMatchObject({
    EventBusName: { Value: { Ref: "DomainEventsBus" } },
    EventBusArn: { Value: { "Fn::GetAtt": ["DomainEventsBus", "Arn"] } },
    AuditTableName: { Value: { Ref: "AuditTable" } },
    DomainEventsDeadLettersUrl: { Value: { Ref: "DomainEventsDeadLetters" } },
  });
});
