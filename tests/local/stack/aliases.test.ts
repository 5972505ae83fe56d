import { GREET, POOL, readSmall, refusals } from "./small-stack";

const Version = { Type: "AWS::Lambda::Version", Properties: { FunctionName: { Ref: "Greet" } } };
const Live = {
  Type: "AWS::Lambda::Alias",
  UpdatePolicy: { CodeDeployLambdaAliasUpdate: { ApplicationName: "moves" } },
  Properties: {
    FunctionName: { Ref: "Greet" },
    FunctionVersion: { "Fn::GetAtt": ["Version", "Version"] },
    Name: "live",
  },
};
const Pool = {
  ...POOL,
  Properties: { ...POOL.Properties, LambdaConfig: { PreSignUp: { Ref: "Live" } } },
};

test("a trigger that is an alias is the function to which it leads", () => {
  const { pool, functionNames, functions, notes } = readSmall({ Pool, Greet: GREET, Version, Live });
  expect(pool.triggers).toEqual({ PreSignUp: "greet" });
  expect(pool.triggerArns).toEqual({
    PreSignUp: "arn:aws:lambda:eu-central-1:123456789012:function:shop-dev-greet:live",
  });
  expect([...functionNames.values()]).toEqual(["greet", "greet"]);
  expect(functions).toHaveLength(1);
  expect(notes).toEqual(["gradual deployments", "versions of functions, of which only the newest runs"]);
});

test("an alias of somebody else's function is refused", () => {
  const Strange = { ...Live, Properties: { ...Live.Properties, FunctionName: "another-function" } };
  expect(refusals({ Greet: GREET, Version, Strange })).toEqual([
    "Strange: an alias of a function that is not of this stack",
  ]);
});
