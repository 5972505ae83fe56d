import { GREET, readSmall, refusals } from "./small-stack";

const Orders = {
  Type: "AWS::DynamoDB::Table",
  Properties: {
    TableName: "shop-dev-orders",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
  },
};
const Failed = {
  Type: "AWS::SQS::Queue",
  Properties: { QueueName: "shop-dev-failed", MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true },
};
const mapping = (properties: Readonly<Record<string, unknown>> = {}) => ({
  Type: "AWS::Lambda::EventSourceMapping",
  DependsOn: ["GreetRole"],
  Properties: {
    BatchSize: 25,
    Enabled: true,
    EventSourceArn: { "Fn::GetAtt": ["Orders", "StreamArn"] },
    FunctionName: { "Fn::GetAtt": ["Greet", "Arn"] },
    StartingPosition: "TRIM_HORIZON",
    ...properties,
  },
});
const GreetOfOrders = mapping({
  ParallelizationFactor: 1,
  MaximumBatchingWindowInSeconds: 0,
  MaximumRetryAttempts: 5,
  BisectBatchOnFunctionError: true,
  FunctionResponseTypes: ["ReportBatchItemFailures"],
  DestinationConfig: { OnFailure: { Destination: { "Fn::GetAtt": ["Failed", "Arn"] } } },
});
const filteredBy = (...patterns: readonly string[]) => ({
  FilterCriteria: { Filters: patterns.map((Pattern) => ({ Pattern })) },
});
const Policy = { Type: "AWS::SQS::QueuePolicy", Properties: { Queues: [{ Ref: "Failed" }] } };

test("the stream of a table leads to its function, as the framework writes it", () => {
  const { eventSources, tables, notes } = readSmall({ Greet: GREET, Orders, Failed, GreetOfOrders, Policy });
  expect(eventSources).toEqual([
    {
      id: "GreetOfOrders",
      streamArn:
        "arn:aws:dynamodb:eu-central-1:123456789012:table/shop-dev-orders/stream/2026-01-01T00:00:00.000",
      tableName: "shop-dev-orders",
      region: "eu-central-1",
      functionName: "greet",
      functionArn: "arn:aws:lambda:eu-central-1:123456789012:function:shop-dev-greet",
      filters: [],
      batchSize: 25,
      mostRetries: 5,
      halvesFailed: true,
      reportsFailures: true,
      deadLetters: "arn:aws:sqs:eu-central-1:123456789012:shop-dev-failed",
    },
  ]);
  expect(tables).toMatchObject([{ id: "Orders", hasStream: true }]);
  expect(notes).toEqual([
    "encryption of queues",
    "how long a stream waits for a full batch",
    "how long queues keep messages",
    "permissions to use queues",
  ]);
});

test("filters are those of the mapping", () => {
  const pattern = { dynamodb: { NewImage: { state: { S: ["open", { prefix: "re" }] } } } };
  const GreetOfSome = mapping(filteredBy(JSON.stringify(pattern)));
  expect(readSmall({ Greet: GREET, Orders, GreetOfSome }).eventSources).toMatchObject([
    { filters: [pattern] },
  ]);
});

test("what the mapping does not say is as in AWS", () => {
  const { eventSources } = readSmall({
    Greet: GREET,
    Orders,
    GreetOfOrders: mapping({ BatchSize: undefined }),
  });
  expect(eventSources).toMatchObject([
    {
      batchSize: 100,
      mostRetries: undefined,
      halvesFailed: false,
      reportsFailures: false,
      deadLetters: undefined,
    },
  ]);
});

test.each([
  ["a filter that cannot be read", filteredBy("{"), "GreetOfOrders: a filter that is not a JSON object"],
  [
    "a filter that Lambda does not have for streams of tables",
    filteredBy('{"eventName":["INSERT"]}'),
    "GreetOfOrders: a filter by eventName: the streams of tables are filtered by dynamodb alone",
  ],
  [
    "a rule of filters that is not imitated",
    filteredBy('{"dynamodb":{"NewImage":{"total":{"N":[{"numeric":[">",1]}]}}}}'),
    "GreetOfOrders: the rule numeric of a filter",
  ],
  [
    "a rule that is not in a list",
    filteredBy('{"dynamodb":{"NewImage":{"total":{"N":"1"}}}}'),
    "GreetOfOrders: a filter whose rules are not in a list",
  ],
  ["batches at once", { ParallelizationFactor: 2 }, "GreetOfOrders: ParallelizationFactor 2"],
  ["a mapping that is off", { Enabled: false }, "GreetOfOrders: Enabled false"],
  ["an age", { MaximumRecordAgeInSeconds: 60 }, "GreetOfOrders: MaximumRecordAgeInSeconds 60"],
  [
    "another stream",
    { EventSourceArn: "arn:aws:kinesis:eu-central-1:123456789012:stream/Other" },
    "GreetOfOrders: arn:aws:kinesis:eu-central-1:123456789012:stream/Other, which is no stream of a table of this stack",
  ],
  [
    "another function",
    { FunctionName: "elsewhere" },
    "GreetOfOrders: elsewhere, which is not a function of this stack",
  ],
  [
    "a topic for what failed",
    { DestinationConfig: { OnFailure: { Destination: "arn:aws:sns:eu-central-1:123456789012:alarm" } } },
    "GreetOfOrders: dead letters for arn:aws:sns:eu-central-1:123456789012:alarm, which is not a queue of this stack",
  ],
])("refuses %s", (_, properties, refusal) => {
  expect(refusals({ Greet: GREET, Orders, GreetOfOrders: mapping(properties) })).toEqual([refusal]);
});

test("refuses a queue for anything else, and a stream that does not tell both images", () => {
  expect(refusals({ Greet: GREET, Orders, GreetOfOrders: mapping(), Failed })).toEqual([
    "Failed: a queue for anything but the dead letters of a stream",
  ]);
  const StreamSpecification = { StreamViewType: "KEYS_ONLY" };
  expect(
    refusals({ Orders: { ...Orders, Properties: { ...Orders.Properties, StreamSpecification } } }),
  ).toEqual(["Orders: StreamSpecification.StreamViewType KEYS_ONLY"]);
});

test("a table without a stream has none to refer to", () => {
  const { StreamSpecification: _, ...Properties } = Orders.Properties;
  expect(() =>
    readSmall({ Greet: GREET, Orders: { ...Orders, Properties }, GreetOfOrders: mapping() }),
  ).toThrow("cannot resolve the attribute StreamArn of Orders (AWS::DynamoDB::Table)");
});
