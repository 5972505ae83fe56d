import { readTemplate } from "../harness/packaged-service";

const { Resources, Outputs } = readTemplate();

const ofType = (type: string, resources = Resources) =>
  Object.values(resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties }) => Properties);

test("every change of the three tables goes to the function, and to the dead letters if it cannot be told", () => {
  const mappings = ofType("AWS::Lambda::EventSourceMapping");
  expect(mappings).toEqual(
    ["PeopleTable", "TenantsTable", "InvitationsTable"].map((table) => ({
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
    })),
  );
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
