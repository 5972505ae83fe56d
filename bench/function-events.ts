/** One event for every function, and the items in the tables. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { scopesOf } from "../shared/tenants/scopes";
import { ACME, ACMES_DOMAIN, ADA, client, membership, person, WEB } from "../tests/harness/people";
import { POOL_ID } from "../tests/harness/pool-shapes";
import { batchOf, streamRecord } from "../tests/harness/stream-records";
import type { Tables } from "../tests/harness/tables";

export const EXISTING_CLIENT = "4existingclient00000000000";

/** The triggers that the existing pool has already. */
export const ATTACHED = {
  PreSignUp: "arn:aws:lambda:eu-central-1:123456789012:function:cognito-triggers-bench-pre-sign-up",
};

/** Ada is a member of Acme, which owns her domain. She is an admin of Acme and of the platform. */
export async function putPeople(tables: Tables): Promise<void> {
  await tables.put("TenantsTable", ACME, ACMES_DOMAIN, client(WEB));
  await tables.put("TenantsTable", { ...ACME, id: "tenant#platform", name: "Platform" });
  await tables.put("PeopleTable", ...person({}, "admin"), membership("platform", ADA, "admin"));
}

/**
 * The event of each function, by its name in serverless.yml. Custom resources send their answers to the given
 * address.
 */
export const eventsOf = (cloudFormation: string): Readonly<Record<string, unknown>> => ({
  "pre-sign-up": recorded("PreSignUp_SignUp"),
  "user-migration": recorded("UserMigration_Authentication"),
  "post-confirmation": recorded("PostConfirmation_ConfirmSignUp"),
  "pre-authentication": recorded("PreAuthentication_Authentication"),
  "post-authentication": recorded("PostAuthentication_Authentication"),
  "pre-token-generation": recorded("TokenGeneration_Authentication"),
  "custom-message": recorded("CustomMessage_SignUp"),
  "inbound-federation": recorded("InboundFederation_ExternalProvider"),
  "domain-events": batchOf(...person().map((item) => streamRecord(undefined, item))),
  "api-auth": request("POST /auth/sign-in", {
    body: '{"email":"ada@acme.example","password":"Analytical-Engine-1843"}',
  }),
  "api-profile": asked("GET /profile"),
  "api-passkeys": asked("GET /passkeys"),
  "api-sessions": asked("GET /sessions"),
  "api-memberships": asked("GET /memberships"),
  "api-invitations": asked("GET /invitations"),
  "api-members": asked("GET /members"),
  "api-tenant": asked("GET /tenant"),
  "api-audit": asked("GET /audit"),
  "api-tenants": asked("GET /tenants", "platform"),
  "api-people": asked("GET /people", "platform", "address=ada%40acme.example"),
  "api-clients": asked("GET /clients", "platform"),
  panel: request("GET /panel", {}),
  "stack-records": resourceRequest(cloudFormation, "StackRecords", {
    clients: [{ id: WEB, name: "web", kind: "own" }],
    providers: [],
  }),
  "pool-attachment": resourceRequest(cloudFormation, "PoolAttachment", {
    pool: POOL_ID,
    triggers: ATTACHED,
    replace: [],
  }),
});

const recorded = (name: string): unknown =>
  JSON.parse(readFileSync(path.join(__dirname, "..", "tests", "events", `${name}.json`), "utf8"));

const request = (routeKey: string, changes: object) => ({
  version: "2.0",
  routeKey,
  headers: { "content-type": "application/json", authorization: "Bearer an-access-token" },
  requestContext: {},
  isBase64Encoded: false,
  ...changes,
});

/** A request of Ada, with a token for the given tenant. */
function asked(routeKey: string, tenantId = "acme", rawQueryString = "") {
  const claims = {
    sub: ADA,
    username: ADA,
    token_use: "access",
    client_id: EXISTING_CLIENT,
    scope: scopesOf(tenantId, "admin")
      .map((scope) => `api/${scope}`)
      .join(" "),
    "custom:tenant_id": tenantId,
    "custom:role": "admin",
  };
  return request(routeKey, { rawQueryString, requestContext: { authorizer: { jwt: { claims } } } });
}

/** A request for a custom resource that the deployment does not change. */
const resourceRequest = (cloudFormation: string, LogicalResourceId: string, properties: object) => ({
  RequestType: "Update",
  ResponseURL: `${cloudFormation}/answer`,
  StackId: "arn:aws:cloudformation:eu-central-1:123456789012:stack/cognito-triggers-bench/1",
  RequestId: "5b2d8f1a",
  LogicalResourceId,
  PhysicalResourceId: LogicalResourceId,
  ResourceProperties: properties,
  OldResourceProperties: properties,
});
