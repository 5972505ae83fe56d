import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bundleFile, STATE, TEMPLATE } from "../../../local/stack/packaged-folder";
import { createEditionFolder, startKeptEdition, type TestEdition } from "./start-test-edition";
import { join } from "./visitor";

let kept: ReturnType<typeof createEditionFolder>;
let running: TestEdition | undefined;
beforeEach(() => {
  kept = createEditionFolder();
  addReader();
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  kept.remove();
});

/** Changes a JSON file of the packaged service. */
function change(name: string, edit: (document: Readonly<Record<string, object>>) => object): void {
  const file = path.join(kept.packaged, name);
  writeFileSync(file, JSON.stringify(edit(JSON.parse(readFileSync(file, "utf8")))));
}

/** A function that reads the stream of a table, and a queue for what it cannot be handed. */
function addReader(): void {
  const ReaderLambdaFunction = {
    Type: "AWS::Lambda::Function",
    Properties: {
      FunctionName: "reader-dev",
      Handler: "functions/reader/index.handler",
      Runtime: "nodejs24.x",
    },
  };
  const ReaderOfRequests = {
    Type: "AWS::Lambda::EventSourceMapping",
    Properties: {
      EventSourceArn: { "Fn::GetAtt": ["ReadTable", "StreamArn"] },
      FunctionName: { "Fn::GetAtt": ["ReaderLambdaFunction", "Arn"] },
      StartingPosition: "TRIM_HORIZON",
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: { "Fn::GetAtt": ["Failed", "Arn"] } } },
    },
  };
  const ReadTable = {
    Type: "AWS::DynamoDB::Table",
    Properties: {
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
    },
  };
  const added = { ReadTable, ReaderLambdaFunction, ReaderOfRequests, Failed: { Type: "AWS::SQS::Queue" } };
  change(TEMPLATE, ({ Resources, Outputs, ...sections }) => ({
    ...sections,
    Resources: { ...Resources, ...added },
    Outputs: { ...Outputs, ReadTableName: { Value: { Ref: "ReadTable" } } },
  }));
  change(STATE, ({ service, ...state }) => {
    const { functions, ...rest } = service as { functions: object };
    const reader = { name: "reader-dev", handler: "functions/reader/index.handler" };
    return { ...state, service: { ...rest, functions: { ...functions, reader } } };
  });
  write("exports.handler = async () => {}");
}

const write = (code: string) => writeFileSync(bundleFile(kept.packaged, "reader"), code);

async function start(): Promise<TestEdition> {
  await running?.stop();
  running = undefined;
  running = await startKeptEdition(kept);
  return running;
}

/** The items of the records that the reader was handed. */
const read = ({ edition }: TestEdition) =>
  edition.lambda.invocations
    .filter(({ functionName }) => functionName === "reader")
    .flatMap(({ event }) => (event as { Records: { dynamodb: { NewImage: unknown } }[] }).Records)
    .map(({ dynamodb }) => dynamodb.NewImage);

test("what the tables change reaches the function that reads their stream", async () => {
  const visited = await start();
  await visited.tables.put("ReadTable", { id: "1" }, { id: "2" });
  await join(visited, "ada@acme.example");
  await visited.edition.streams.idle();
  expect(read(visited)).toEqual([{ id: { S: "1" } }, { id: { S: "2" } }]);
});

test("what it fails at is among the dead letters, which stay", async () => {
  write("exports.handler = async () => { throw new Error('broken'); }");
  const before = await start();
  await before.tables.put("ReadTable", { id: "1" });
  await before.edition.streams.idle();
  const { edition } = await start();
  const letters = await fetch(`${edition.poolUrl}/dead-letters`).then((answer) => answer.json());
  expect(letters).toEqual(edition.streams.deadLetters());
  expect(letters).toMatchObject([{ queue: expect.stringMatching(/^arn:aws:sqs:.*-Failed$/) }]);
});
