import { suiteTriggers } from "../../commands/pool/suite-triggers";
import { readTemplate } from "../harness/packaged-service";
import { functionOfOthers, POOL_ID, poolShape, poolShapes, stageOf } from "../harness/pool-shapes";
import { PoolRefusalError, type StrictPool, startStrictPool } from "../harness/strict-pool";
import { type LocalStage, startLocalStage } from "./harness/local-stage";

type Json = Record<string, unknown>;

const PARAMETERS = {
  preTokenGeneration: "V2_0",
  providerClaims: "mapped",
  passwordless: "off",
  rollout: "off",
  existingPool: POOL_ID,
};
const CLIENT = "4existingclient00000000000";
const gate = functionOfOthers("gate");

let stage: LocalStage;
let pool: StrictPool;
beforeAll(async () => {
  stage = await startLocalStage();
});
afterAll(() => stage.stop());
beforeEach(() => {
  stage.parameters = async () => PARAMETERS;
});
afterEach(async () => {
  await pool.stop();
  await stage.delete("TenantsTable", { id: `pool#${POOL_ID}` });
});

const start = async (shape: Json = poolShape({ LambdaConfig: { PreSignUp: gate } })) => {
  pool = await startStrictPool(shape);
  return pool;
};
const run = (...words: string[]) => stage.run(...words, "--pool-endpoint", pool.endpoint);
const said = () => {
  const { LastModifiedDate: _, ...rest } = pool.told();
  return rest;
};

test("the triggers are those that a deployment of the stage would have", async () => {
  await start();
  const { Resources } = readTemplate();
  const { LambdaConfig } = Resources.CognitoUserPoolUsers?.Properties ?? {};
  const resolved = JSON.parse(JSON.stringify(LambdaConfig), (_, value) =>
    value?.["Fn::GetAtt"] === undefined
      ? value
      : `arn:aws:lambda:eu-central-1:123456789012:function:${Resources[value["Fn::GetAtt"][0]]?.Properties?.FunctionName}`,
  );
  const { PreTokenGeneration: _, ...triggers } = resolved;
  expect(suiteTriggers("dev", poolShape().Arn, PARAMETERS)).toEqual(triggers);
});

test("on a stage with versions, the triggers are the aliases of its functions", () => {
  const triggers = suiteTriggers("dev", poolShape().Arn, { ...PARAMETERS, rollout: "canary" });
  const arns = JSON.stringify(triggers).match(/arn:[^"]+/g) ?? [];
  expect(arns).toHaveLength(8);
  for (const arn of arns) expect(arn).toMatch(/:function:cognito-triggers-dev-[a-z-]+:live$/);
});

describe("pool:plan", () => {
  test("says what would change, what stays and what is missing, and ends with 2", async () => {
    await start(
      poolShape({ UserPoolTags: { team: "orders" }, LambdaConfig: { PreSignUp: gate, PostSignOut: "f" } }),
    );
    pool.clients = [{ ClientId: CLIENT, ClientName: "shop", ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"] }];
    const before = said();
    const { code, out, err } = await run("pool:plan", "--client", CLIENT);
    expect([code, err]).toEqual([2, ""]);
    expect(out.split("\n")).toEqual([
      `The user pool ${POOL_ID} (orders), and the functions of the stage dev:`,
      "Triggers",
      `  PreSignUp           occupied by ${gate}`,
      "  UserMigration       free, becomes cognito-triggers-dev-user-migration",
      "  PostConfirmation    free, becomes cognito-triggers-dev-post-confirmation",
      "  PreAuthentication   free, becomes cognito-triggers-dev-pre-authentication",
      "  PostAuthentication  free, becomes cognito-triggers-dev-post-authentication",
      "  CustomMessage       free, becomes cognito-triggers-dev-custom-message",
      "  PreTokenGeneration  free, becomes cognito-triggers-dev-pre-token-generation",
      "  InboundFederation   free, becomes cognito-triggers-dev-inbound-federation",
      "Stays as it is",
      "  LambdaConfig.PostSignOut  f",
      "  AdminCreateUserConfig, AutoVerifiedAttributes, DeletionProtection, EmailConfiguration,",
      "  MfaConfiguration, Policies, UserPoolTags, UserPoolTier",
      "Lacks, for what the suite does",
      expect.stringMatching(/^ {2}there is no attribute custom:legacy_id: /),
      expect.stringMatching(/^ {2}there are no attributes custom:tenant_id and custom:role: /),
      `The app client ${CLIENT} (shop)`,
      expect.stringMatching(/^ {2}ExplicitAuthFlows has no ALLOW_USER_PASSWORD_AUTH: /),
      expect.stringMatching(/^ {2}ExplicitAuthFlows has no ALLOW_REFRESH_TOKEN_AUTH, /),
      expect.stringMatching(/^ {2}PreventUserExistenceErrors is not ENABLED: /),
      "  EnableTokenRevocation is off: a sign-out ends no session",
      "App clients that nobody has registered, and what they lose",
      `  ${CLIENT} (shop): tokens of people lose aws.cognito.signin.user.admin`,
      "In the way",
      `  PreSignUp is occupied by ${gate}: --replace PreSignUp takes it, or replaceTriggers in a deployment`,
      expect.stringContaining(
        `app clients that nobody has registered would lose scopes or tokens: ${CLIENT} (shop). `,
      ),
      "7 of 8 triggers would change, once nothing is in the way.",
    ]);
    expect(said()).toEqual(before);
    expect(await stage.all("TenantsTable")).toEqual([]);
  });

  test("ends with 0 after an attachment, and with 2 when somebody has changed a trigger since", async () => {
    await start();
    await run("pool:attach", "--replace", "PreSignUp", "--yes");
    const attached = await run("pool:plan");
    expect([attached.code, attached.out.split("\n").at(-1)]).toEqual([0, "Nothing is to do."]);
    expect(attached.out).toContain("stays cognito-triggers-dev-pre-sign-up; pool:detach puts gate back");
    const { CustomMessage: _, ...dropped } = pool.told().LambdaConfig as Json;
    pool.change({ LambdaConfig: dropped });
    const drifted = await run("pool:plan");
    expect([drifted.code, drifted.out.split("\n").at(-1)]).toEqual([2, "1 of 8 triggers would change."]);
    expect((await run("pool:attach", "--yes")).code).toBe(0);
    expect((await run("pool:plan")).code).toBe(0);
  });

  test("tells what is in the way of a pool that has the triggers already", async () => {
    await start(poolShape());
    await run("pool:attach", "--yes");
    pool.change({ UserPoolTier: "LITE", MfaConfiguration: "ON" });
    const { code, out } = await run("pool:plan");
    expect([code, out.split("\n").slice(-5)]).toEqual([
      2,
      [
        "Is not as the stage says",
        "  MfaConfiguration says required, and the stage's parameter mfa says off",
        "In the way",
        expect.stringMatching(/^ {2}UserPoolTier is LITE, /),
        "No trigger would change, but see what is in the way.",
      ],
    ]);
  });

  test("says so when the stage lets no such pool call its functions", async () => {
    await start();
    stage.parameters = async () => ({ ...PARAMETERS, existingPool: undefined });
    const { out } = await run("pool:plan", "--pool", POOL_ID);
    expect(out).toContain("serverless.yml says existingPool=… for dev: unless it was deployed with");
  });
});

describe("pool:attach and pool:detach", () => {
  test("ask, tell every step, and put everything back", async () => {
    await start();
    const before = said();
    const words = ["--pool-endpoint", pool.endpoint];
    const attached = await stage.runAnswering("yes", "pool:attach", "--replace", "PreSignUp", ...words);
    expect([attached.code, attached.out.split("\n").slice(0, 2)]).toEqual([
      0,
      [
        `The functions of dev are the triggers of ${POOL_ID}:`,
        `  PreSignUp           ${gate}, becomes cognito-triggers-dev-pre-sign-up; pool:detach puts gate back`,
      ],
    ]);
    expect(attached.err).toContain(`Make the functions of the stage dev triggers of ${POOL_ID}? Type yes: `);
    expect(pool.told().LambdaConfig).toMatchObject(suiteTriggers("dev", poolShape().Arn, PARAMETERS));
    const detached = await stage.runAnswering("yes", "pool:detach", ...words);
    expect([detached.code, detached.out.split("\n").slice(0, 2)]).toEqual([
      0,
      [
        `No function of dev is a trigger of ${POOL_ID}:`,
        `  PreSignUp           cognito-triggers-dev-pre-sign-up, becomes ${gate} again`,
      ],
    ]);
    expect(said()).toEqual(before);
    expect((await run("pool:detach", "--yes")).out).toBe(
      `No function of dev is a trigger of ${POOL_ID} already. Nothing was changed.`,
    );
  });

  test("finish what an interruption at any request has left", async () => {
    const attach = ["pool:attach", "--replace", "PreSignUp", "--replace", "CustomMessage"];
    const shape = poolShapes()[10] as Json;
    stage.parameters = async () => ({ ...PARAMETERS, ...stageOf(shape) });
    let requests = Number.POSITIVE_INFINITY;
    for (let request = 1; request <= requests; request += 1) {
      await start(shape);
      const before = said();
      const words = [...attach, "--replace", "PostAuthentication", "--yes"];
      const interrupted = async (...command: string[]) => {
        let count = 0;
        pool.before = () => {
          count += 1;
          if (count === request) throw new PoolRefusalError("AccessDeniedException", "interrupted");
        };
        expect((await run(...command)).code).toBe(request <= count ? 1 : 0);
        pool.before = () => {};
        return count;
      };
      const asked = await interrupted(...words);
      if (asked < request) requests = request;
      expect((await run(...words)).code).toBe(0);
      expect((await run("pool:plan")).code).toBe(0);
      await interrupted("pool:detach", "--yes");
      expect((await run("pool:detach", "--yes")).code).toBe(0);
      expect(said()).toEqual(before);
      await pool.stop();
      await stage.delete("TenantsTable", { id: `pool#${POOL_ID}` });
    }
    expect(requests).toBeGreaterThan(7);
    await start();
  });

  test("change nothing without consent, and say what is missing", async () => {
    await start();
    const { code, out } = await run("pool:attach", "--yes");
    expect([code, out]).toEqual([
      1,
      `Nothing was changed.\n  PreSignUp is occupied by ${gate}: --replace PreSignUp takes it, or replaceTriggers in a deployment`,
    ]);
    expect((await run("pool:attach", "--replace", "PreSignUp")).err).toContain("Give --yes to go on");
    expect(pool.updates).toEqual([]);
  });

  test("take scopes from clients that nobody has registered only with consent", async () => {
    await start(poolShape());
    stage.parameters = async () => ({ ...PARAMETERS, preTokenGeneration: "V3_0" });
    const ExplicitAuthFlows = ["ALLOW_REFRESH_TOKEN_AUTH"];
    const AllowedOAuthFlows = ["code"];
    pool.clients = [
      { ClientId: CLIENT, ClientName: "known" },
      {
        ClientId: "1shop",
        ClientName: "shop",
        ExplicitAuthFlows,
        AllowedOAuthFlows,
        AllowedOAuthScopes: ["openid", "orders/read"],
      },
      {
        ClientId: "2wiki",
        ClientName: "wiki",
        ExplicitAuthFlows,
        AllowedOAuthFlows,
        AllowedOAuthScopes: ["openid", "email"],
      },
      {
        ClientId: "3night",
        ClientName: "night",
        ExplicitAuthFlows,
        AllowedOAuthFlows: ["client_credentials"],
      },
    ];
    const { code } = await run("clients:register", CLIENT, "--kind", "own", "--name", "Web");
    expect(code).toBe(0);
    const lines = [
      "  1shop (shop): tokens of people lose orders/read",
      "  3night (night): it gets no tokens by its own credentials",
    ];
    const refused = await run("pool:attach", "--yes");
    expect([refused.code, refused.out.split("\n"), pool.updates]).toEqual([
      1,
      [
        "Nothing was changed.",
        expect.stringMatching(
          /^ {2}app clients that nobody has registered would lose scopes or tokens: .*--limit-unreg/,
        ),
      ],
      [],
    ]);
    const planned = (await run("pool:plan")).out.split("\n");
    const title = planned.indexOf("App clients that nobody has registered, and what they lose");
    expect(planned.slice(title + 1, planned.indexOf("In the way"))).toEqual(lines);
    expect((await run("pool:attach", "--limit-unregistered", "--yes")).code).toBe(0);
    // They have lost it by now.
    const { CustomMessage: _, ...dropped } = pool.told().LambdaConfig as Json;
    pool.change({ LambdaConfig: dropped });
    expect((await run("pool:attach", "--yes")).code).toBe(0);
    await stage.delete("TenantsTable", { id: `client#${CLIENT}` });
  });

  test("leave an attachment to whoever has made it, unless told to take it over", async () => {
    await start(poolShape());
    const managedBy = async () => (await stage.get("TenantsTable", { id: `pool#${POOL_ID}` }))?.managedBy;
    await run("pool:attach", "--yes");
    expect(await managedBy()).toBe("operator");
    const item = await stage.get("TenantsTable", { id: `pool#${POOL_ID}` });
    await stage.put("TenantsTable", { ...item, managedBy: "stack" });
    await run("pool:attach", "--yes");
    expect(await managedBy()).toBe("stack");
    expect((await run("pool:attach", "--take-over", "--yes")).out).toContain("No deployment detaches it");
    expect(await managedBy()).toBe("operator");
    await run("pool:detach", "--yes");
  });

  test("know what to do about a pool that is gone", async () => {
    await start(poolShape());
    await run("pool:attach", "--yes");
    pool.remove();
    expect(await run("pool:detach", "--yes")).toMatchObject({
      code: 0,
      out: `No function of dev is a trigger of ${POOL_ID} already. Nothing was changed.`,
    });
    const { code, err } = await run("pool:attach", "--yes");
    expect([code, err]).toEqual([1, `There is no user pool ${POOL_ID}.`]);
  });

  test("attach only a pool that the functions let call them", async () => {
    await start(poolShape());
    stage.parameters = async () => ({ ...PARAMETERS, existingPool: "eu-central-1_Another01" });
    const { code, err } = await run("pool:attach", "--pool", POOL_ID, "--yes");
    expect([code, err]).toEqual([1, expect.stringContaining("its functions do not let this pool call them")]);
    expect((await run("pool:attach", "--pool", POOL_ID, "--deployed-with-this-pool", "--yes")).code).toBe(0);
  });

  test("attach no pool of the lowest tier, and none of another region", async () => {
    await start(poolShape({ UserPoolTier: "LITE" }));
    const { code, out } = await run("pool:attach", "--yes");
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(/^Nothing was changed\.\n {2}UserPoolTier is LITE, /),
    ]);
    expect((await run("pool:attach", "--pool", "us-east-1_Orders001", "--yes")).err).toBe(
      "us-east-1_Orders001 is in us-east-1, and the stage in eu-central-1: Cognito calls functions of its own region.",
    );
    expect(pool.updates).toEqual([]);
  });

  test.each([
    [["pool:attach", "--replace", "PreSignup"], "PreSignup is not a trigger of the suite: PreSignUp, "],
    [
      ["pool:attach", "--pool", "orders"],
      "orders is not the id of a user pool, such as eu-central-1_a1B2c3D4e",
    ],
  ])("understand no %j", async (words, complaint) => {
    await start();
    const { code, err } = await run(...words);
    expect([code, err]).toEqual([64, expect.stringContaining(complaint)]);
  });
});
