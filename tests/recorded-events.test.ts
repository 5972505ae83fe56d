import type { CognitoEvent } from "../shared/runtime/cognito-event";
import { legacyBlaise, person, provider, putTenants } from "./harness/people";
import { recordedEvent } from "./harness/recorded-event";
import { startTables, type Tables } from "./harness/tables";
import { loadBundle, loadTrigger, type Trigger } from "./harness/triggers";

const AS_IT_CAME = (event: CognitoEvent) => event.response;

const claims = { "custom:tenant_id": "acme", "custom:role": "member" };
const scopes = { scopesToAdd: ["api/profile.read", "api/profile.write"], scopesToSuppress: [] };
const tokens = (groups: string[] = []) => ({
  claimsAndScopeOverrideDetails: {
    idTokenGeneration: { claimsToAddOrOverride: claims },
    accessTokenGeneration: { claimsToAddOrOverride: claims, ...scopes },
    groupOverrideDetails: { groupsToOverride: groups, iamRolesToOverride: [] },
  },
});
const tokensOfVersion1 = {
  claimsOverrideDetails: {
    claimsToAddOrOverride: claims,
    groupOverrideDetails: { groupsToOverride: [], iamRolesToOverride: [] },
  },
};
const migrated = (status: string) => ({
  userAttributes: {
    name: "Blaise Pascal",
    email: "blaise@legacy.example",
    email_verified: "true",
    "custom:tenant_id": "acme",
    "custom:role": "member",
    "custom:legacy_id": "4711",
  },
  finalUserStatus: status,
  messageAction: "SUPPRESS",
  desiredDeliveryMediums: ["EMAIL"],
  forceAliasCreation: false,
});

/** Every recorded event, the function that it is for, and the whole response. */
const ANSWERS: [event: string, trigger: string, response: object | typeof AS_IT_CAME][] = [
  [
    "InboundFederation_ExternalProvider",
    "inbound-federation",
    { userAttributesToMap: { sub: "00u1", name: "Grace Hopper", email: "grace@acme.example" } },
  ],
  ["PreSignUp_SignUp", "pre-sign-up", AS_IT_CAME],
  ["PreSignUp_AdminCreateUser", "pre-sign-up", AS_IT_CAME],
  ["PreSignUp_ExternalProvider", "pre-sign-up", AS_IT_CAME],
  ["PostConfirmation_ConfirmSignUp", "post-confirmation", AS_IT_CAME],
  ["PostConfirmation_ConfirmSignUp.federated", "post-confirmation", AS_IT_CAME],
  ["PostConfirmation_ConfirmForgotPassword", "post-confirmation", AS_IT_CAME],
  ["PreAuthentication_Authentication", "pre-authentication", AS_IT_CAME],
  ["PreAuthentication_Authentication.unknown", "pre-authentication", AS_IT_CAME],
  ["PostAuthentication_Authentication", "post-authentication", AS_IT_CAME],
  ["UserMigration_Authentication", "user-migration", migrated("CONFIRMED")],
  ["UserMigration_ForgotPassword", "user-migration", migrated("RESET_REQUIRED")],
  ["TokenGeneration_Authentication", "pre-token-generation", tokens()],
  ["TokenGeneration_Authentication.v1", "pre-token-generation", tokensOfVersion1],
  ["TokenGeneration_Authentication.v3", "pre-token-generation", tokens()],
  ["TokenGeneration_AuthenticateDevice", "pre-token-generation", tokens()],
  ["TokenGeneration_HostedAuth", "pre-token-generation", tokens()],
  ["TokenGeneration_HostedAuth.federated", "pre-token-generation", tokens()],
  ["TokenGeneration_NewPasswordChallenge", "pre-token-generation", tokens()],
  ["TokenGeneration_RefreshTokens", "pre-token-generation", tokens(["operators"])],
  ["TokenGeneration_RefreshTokens.v1", "pre-token-generation", tokensOfVersion1],
  [
    "TokenGeneration_ClientCredentials",
    "pre-token-generation",
    {
      claimsAndScopeOverrideDetails: {
        idTokenGeneration: { claimsToAddOrOverride: { "custom:tenant_id": "acme" } },
        accessTokenGeneration: {
          claimsToAddOrOverride: { "custom:tenant_id": "acme" },
          scopesToAdd: [],
          scopesToSuppress: [],
        },
      },
    },
  ],
];

describe.each([
  ["the source", loadTrigger],
  ["the packaged bundle", loadBundle],
])("%s answers every recorded event", (_, load) => {
  let tables: Tables;
  const triggers = new Map<string, Trigger>();

  beforeAll(async () => {
    tables = await startTables();
    await putTenants(tables);
    await tables.put("LegacyUsersTable", legacyBlaise());
    await tables.put("PeopleTable", ...person());
    await tables.put("TenantsTable", provider("AcmeSaml", { tenantId: "acme" }));
    for (const [, name] of ANSWERS) if (!triggers.has(name)) triggers.set(name, load(name, tables.endpoint));
  });
  afterAll(async () => {
    for (const trigger of triggers.values()) await trigger.stop();
    await tables.stop();
  });

  test.each(ANSWERS)("%s", async (name, trigger, response) => {
    const event = recordedEvent(name);
    const expected = typeof response === "function" ? response(event) : response;
    await expect(triggers.get(trigger)?.(event)).resolves.toEqual({ ...event, response: expected });
  });
});
