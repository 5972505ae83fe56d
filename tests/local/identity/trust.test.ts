import type { RESOURCES } from "./small-identity-pool";
import { withProperties } from "./small-identity-pool";
import { refusalOf, startIdentityPool } from "./test-identity-pool";

const POOL = { Ref: "Identities" };
const AUD = "cognito-identity.amazonaws.com:aud";
const AMR = "cognito-identity.amazonaws.com:amr";
const TRUST = {
  Effect: "Allow",
  Principal: { Federated: "cognito-identity.amazonaws.com" } as object | string,
  Action: ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"] as string | string[],
  Condition: {
    StringEquals: { [AUD]: POOL as unknown },
    "ForAnyValue:StringLike": { [AMR]: "authenticated" },
  } as object,
};

/** What becomes of somebody whose role is trusted in this way, and why. */
async function outcomeOf(resources: typeof RESOURCES, tenant = "acme") {
  const visited = await startIdentityPool({ resources });
  const { IdToken } = await visited.signIn("ada@acme.example", { tenant });
  const outcome = await refusalOf(visited.keysOf(IdToken));
  await visited.stop();
  return { outcome, reasons: visited.refusals.map((refusal) => "reason" in refusal && refusal.reason) };
}

const trusting = (...Statement: object[]) =>
  withProperties("People", { AssumeRolePolicyDocument: { Version: "2012-10-17", Statement } });
const REFUSED =
  "InvalidIdentityPoolConfigurationException: Invalid identity pool configuration. Check assigned IAM roles for this pool.";

test("a role that trusts the pool is handed out", async () => {
  expect(await outcomeOf(trusting(TRUST))).toEqual({ outcome: "not refused", reasons: [] });
});

const ASSUME = "shop-dev-People does not trust it: sts:AssumeRoleWithWebIdentity is not allowed";
const TAG = "shop-dev-People does not trust it: sts:TagSession is not allowed";

test.each([
  ["trusts nobody", [], ASSUME],
  ["trusts another pool", [{ ...TRUST, Condition: { StringEquals: { [AUD]: "eu-central-1:0" } } }], ASSUME],
  [
    "trusts guests",
    [{ ...TRUST, Condition: { ...TRUST.Condition, "ForAnyValue:StringLike": { [AMR]: "unauthenticated" } } }],
    ASSUME,
  ],
  ["trusts functions", [{ ...TRUST, Principal: { Service: "lambda.amazonaws.com" } }], ASSUME],
  ["trusts another provider", [{ ...TRUST, Principal: { Federated: "graph.facebook.com" } }], ASSUME],
  ["does not say whom it trusts by name", [{ ...TRUST, Principal: "*" }], ASSUME],
  ["takes no tags", [{ ...TRUST, Action: "sts:AssumeRoleWithWebIdentity" }], TAG],
  [
    "takes other tags",
    [{ ...TRUST, Condition: { ...TRUST.Condition, StringLike: { "aws:RequestTag/tenant_id": "globex" } } }],
    ASSUME,
  ],
  ["denies it", [TRUST, { Effect: "Deny", Principal: "*", Action: "sts:TagSession" }], TAG],
])("a role that %s is not, and the terminal says why", async (_, statements, reason) => {
  expect(await outcomeOf(trusting(...statements))).toEqual({ outcome: REFUSED, reasons: [reason] });
});

test("tags that STS does not take make no session", async () => {
  expect(await outcomeOf(trusting(TRUST), "ac*e")).toEqual({
    outcome: REFUSED,
    reasons: ["the tag tenant_id has characters that tags may not have"],
  });
});
