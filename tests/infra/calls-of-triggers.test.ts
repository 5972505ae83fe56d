import type { CognitoEvent } from "../../shared/runtime/cognito-event";
import { profile } from "../functions/domain-events/stories";
import { startTestEventBus } from "../harness/event-bus";
import { readTemplate } from "../harness/packaged-service";
import { EMMY, GRACE, holdersOf, invitation, legacyBlaise, person, putTenants, WEB } from "../harness/people";
import { startRecording } from "../harness/recorded-calls";
import { recordedEvent } from "../harness/recorded-event";
import { startServer } from "../harness/server";
import { batchOf, streamRecord } from "../harness/stream-records";
import { startTables } from "../harness/tables";
import { loadTrigger } from "../harness/triggers";
import { allowedIn } from "./allowed-calls";

/** Somebody who has proven this address. */
const somebody = (sub: string, email: string, attributes: Readonly<Record<string, string>> = {}) => ({
  userName: sub,
  request: { userAttributes: { sub, email, email_verified: "true", ...attributes } },
});
const MOVED = { "custom:legacy_id": "4711", "custom:tenant_id": "acme", "custom:role": "member" };
const BLAISE = somebody("b1a15e00-7041-70c5-9b1e-2f6c0a91d4b7", "blaise@legacy.example", MOVED);
/** Under the legacy id of another. */
const IMPOSTOR = somebody("0dd0dd00-7041-70c5-9b1e-2f6c0a91d4b7", "impostor@legacy.example", MOVED);
/** With an address that the tables do not know of. */
const SUSPENDED = somebody(GRACE, "grace.new@acme.example");
const REMOVED = somebody(EMMY, "emmy@acme.example");

/** Everybody who is known, unknown, excluded, invited or moves over. */
const everybody = (event: string): readonly CognitoEvent[] =>
  [{}, BLAISE, IMPOSTOR, SUSPENDED, REMOVED].map((changes) => recordedEvent(event, changes));

/** Events that take a trigger every way to the tables. */
const STORIES: Readonly<Record<string, readonly CognitoEvent[]>> = {
  "pre-sign-up": [
    recordedEvent("PreSignUp_SignUp"),
    recordedEvent("PreSignUp_SignUp", { request: { userAttributes: { email: "blaise@legacy.example" } } }),
  ],
  "user-migration": [
    recordedEvent("UserMigration_Authentication"),
    recordedEvent("UserMigration_ForgotPassword"),
  ],
  "post-confirmation": everybody("PostConfirmation_ConfirmSignUp"),
  "pre-authentication": [recordedEvent("PreAuthentication_Authentication")],
  "post-authentication": everybody("PostAuthentication_Authentication"),
  "pre-token-generation": everybody("TokenGeneration_Authentication"),
  "custom-message": [
    recordedEvent("CustomMessage_ForgotPassword"),
    recordedEvent("CustomMessage_SignUp"),
    recordedEvent("CustomMessage_AdminCreateUser"),
  ],
  "inbound-federation": [recordedEvent("InboundFederation_ExternalProvider")],
};

/** Lambda writes the log for it. */
const allowedToItself = (name: string): readonly string[] =>
  allowedIn(readTemplate(), name).filter((call) => !call.startsWith("logs:"));

test.each(Object.entries(STORIES))("%s may call what it calls, and nothing else", async (name, events) => {
  const tables = await startTables();
  const recording = await startRecording(tables.endpoint);
  try {
    await putTenants(tables);
    await tables.put("InvitationsTable", invitation());
    await tables.put("LegacyUsersTable", legacyBlaise());
    for (const [sub, status, email] of [
      [GRACE, "suspended", "grace@acme.example"],
      [EMMY, "removed", "emmy@acme.example"],
    ])
      await tables.put(
        "PeopleTable",
        ...person({ sub, status, email }).flatMap((item) => [item, ...holdersOf(item)]),
      );
    const trigger = loadTrigger(name, tables.endpoint, { ...recording.environment, MIGRATION_FLOOR: "0" });
    for (const event of events) await trigger(event).catch(() => {});
    expect(trigger.log().filter(({ outcome }) => outcome === "fault")).toEqual([]);
    expect(recording.calls()).toEqual(allowedToItself(name));
  } finally {
    await recording.stop();
    await tables.stop();
  }
});

test("stack-records may call what it calls, and nothing else", async () => {
  const tables = await startTables();
  const recording = await startRecording(tables.endpoint);
  const cloudFormation = await startServer((request, response) => {
    request.resume().on("end", () => response.end());
  });
  try {
    const fn = loadTrigger("stack-records", tables.endpoint, recording.environment);
    const about = { clients: [{ id: WEB, name: "web", kind: "own" }], providers: [] };
    for (const RequestType of ["Create", "Delete"])
      await fn({
        RequestType,
        ResponseURL: `${cloudFormation.endpoint}/answer`,
        StackId: "arn:aws:cloudformation:eu-central-1:123456789012:stack/cognito-triggers-dev/1",
        RequestId: "1",
        LogicalResourceId: "StackRecords",
        PhysicalResourceId: "stack-records",
        ResourceType: "Custom::StackRecords",
        ResourceProperties: { ServiceToken: "arn", ServiceTimeout: "120", ...about },
      });
    expect(recording.calls()).toEqual(allowedToItself("stack-records"));
  } finally {
    await recording.stop();
    await tables.stop();
    await cloudFormation.stop();
  }
});

test("domain-events may call what it calls, and Lambda may read the streams for it and write dead letters", async () => {
  const tables = await startTables();
  const recording = await startRecording(tables.endpoint);
  const bus = await startTestEventBus();
  try {
    const environment = { ...recording.environment, ...bus.environment };
    const fn = loadTrigger("domain-events", tables.endpoint, environment);
    await fn(batchOf(streamRecord(profile(), profile({ status: "suspended" }))));
    const told = bus.taken.map(({ EventBusName }) => `events:PutEvents ${EventBusName}`);
    const forLambda = /^(DescribeStream|GetRecords|GetShardIterator|ListStreams|sqs:SendMessage) /;
    expect([...recording.calls(), ...told]).toEqual(
      allowedToItself("domain-events").filter((call) => !forLambda.test(call)),
    );
  } finally {
    await recording.stop();
    await tables.stop();
    await bus.stop();
  }
});
