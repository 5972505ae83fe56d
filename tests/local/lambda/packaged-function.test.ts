import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { unzipSync } from "fflate";
import { invokeForCognito } from "../../../local/lambda/cognito-invocation";
import { type Lambda, startLambda } from "../../../local/lambda/lambda";
import { environmentOf, packageFolder, readTemplate } from "../../harness/packaged-service";
import { legacyBlaise } from "../../harness/people";
import { recordedEvent } from "../../harness/recorded-event";
import { startTables, type Tables } from "../../harness/tables";

const NAME = "user-migration";

let folder: string;
let tables: Tables;
let lambda: Lambda;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "packaged-function-"));
  const archive = unzipSync(readFileSync(path.join(packageFolder(), `${NAME}.zip`)));
  const file = path.join(folder, "index.js");
  writeFileSync(file, archive[`functions/${NAME}/index.js`] ?? "");
  tables = await startTables();
  await tables.put("LegacyUsersTable", legacyBlaise());
  const fn = {
    name: NAME,
    handler: `functions/${NAME}/index.handler`,
    file,
    environment: environmentOf(readTemplate(), NAME, (logicalId) => logicalId),
    timeoutSeconds: 5,
    memoryMb: 1_024,
    reservedConcurrency: undefined,
  };
  lambda = startLambda([fn], {
    region: "eu-central-1",
    environment: {
      AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    },
  });
});
afterAll(async () => {
  await lambda.stop();
  await tables.stop();
  rmSync(folder, { recursive: true });
});

test("a packaged function finds its tables, answers Cognito, and leaves one line and no password in its record", async () => {
  const event = recordedEvent("UserMigration_Authentication");
  const response = {
    userAttributes: {
      name: "Blaise Pascal",
      email: "blaise@legacy.example",
      email_verified: "true",
      "custom:tenant_id": "acme",
      "custom:role": "member",
      "custom:legacy_id": "4711",
    },
    finalUserStatus: "CONFIRMED",
    messageAction: "SUPPRESS",
    desiredDeliveryMediums: ["EMAIL"],
    forceAliasCreation: false,
  };
  expect(await invokeForCognito(lambda, NAME, event)).toEqual({
    kind: "answered",
    payload: { ...event, response },
  });

  const { password } = event.request;
  expect(password).toEqual(expect.any(String));
  expect(JSON.stringify(lambda.invocations)).not.toContain(password);
  expect(lambda.invocations.map(({ log }) => log)).toEqual([
    [expect.objectContaining({ level: "info", trigger: NAME, cold: true })],
  ]);
});
