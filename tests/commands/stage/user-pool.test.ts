import { connectStage } from "../../../commands/stage/stage";
import { startServer, type TestServer } from "../../harness/server";

const POOL = "eu-central-1_Orders001";
const PLACE = { stage: "prod", region: "eu-central-1", endpoint: undefined };

let aws: TestServer;
let asked: string[];
let parameter: { readonly status: number; readonly body: object };
const environment = { ...process.env };
beforeAll(async () => {
  aws = await startServer((request, response) => {
    const target = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
    asked.push(target);
    const pools = {
      status: 200,
      body: { UserPools: [{ Id: "eu-central-1_Own000001", Name: "cognito-triggers-prod" }] },
    };
    const { status, body } = target === "GetParameter" ? parameter : pools;
    response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(body));
  });
  process.env.AWS_ENDPOINT_URL = aws.endpoint;
  process.env.AWS_ACCESS_KEY_ID = "test";
  process.env.AWS_SECRET_ACCESS_KEY = "test";
});
afterAll(async () => {
  process.env = environment;
  await aws.stop();
});
beforeEach(() => {
  asked = [];
});

async function poolOf(variables: Record<string, string> = {}) {
  const stage = connectStage(PLACE, variables);
  try {
    return await stage.openPool((_client, id) => id);
  } finally {
    stage.close();
  }
}

test("the pool of a stage is the one that its stack has written down, which others may have made", async () => {
  parameter = { status: 200, body: { Parameter: { Value: POOL } } };
  expect([await poolOf(), asked]).toEqual([POOL, ["GetParameter"]]);
});

test("where no stack has written anything, it is the one that bears the name of the stage", async () => {
  parameter = { status: 400, body: { __type: "ParameterNotFound" } };
  expect([await poolOf(), asked]).toEqual(["eu-central-1_Own000001", ["GetParameter", "ListUserPools"]]);
});

test("the environment decides, and nothing is asked", async () => {
  expect([await poolOf({ USER_POOL_ID: POOL }), asked]).toEqual([POOL, []]);
});

test("who may not read the parameter is told what to do, and gets no other pool", async () => {
  parameter = { status: 400, body: { __type: "AccessDeniedException", message: "not authorized" } };
  await expect(poolOf()).rejects.toThrow(
    "These credentials do not permit this: not authorized. To do without, name the user pool in USER_POOL_ID.",
  );
  expect(asked).toEqual(["GetParameter"]);
});
