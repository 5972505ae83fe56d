import { GREET, readSmall, refusals } from "./small-stack";

const ServiceToken = { "Fn::GetAtt": ["Greet", "Arn"] };
const ARN = "arn:aws:lambda:eu-central-1:123456789012:function:shop-dev-greet";

test("a custom resource has its function, and its values as texts", () => {
  const Properties = {
    ServiceToken,
    Port: 5432,
    Flags: [true, { Off: false }],
    Bus: { Ref: "Bus" },
  };
  const { customResources } = readSmall({
    Greet: GREET,
    Bus: { Type: "AWS::Events::EventBus", Properties: { Name: "shop-dev" } },
    Record: { Type: "Custom::Record", DependsOn: ["Bus"], Properties },
    Other: { Type: "AWS::CloudFormation::CustomResource", Properties: { ServiceToken } },
  });
  expect(customResources).toEqual([
    {
      id: "Record",
      type: "Custom::Record",
      serviceToken: ARN,
      functionName: "greet",
      properties: {
        ServiceToken: ARN,
        Port: "5432",
        Flags: ["true", { Off: "false" }],
        Bus: "shop-dev",
      },
    },
    {
      id: "Other",
      type: "AWS::CloudFormation::CustomResource",
      serviceToken: ARN,
      functionName: "greet",
      properties: { ServiceToken: ARN },
    },
  ]);
});

test("one that is made elsewhere is refused, and one that holds a secret of somebody else", () => {
  expect(
    refusals({
      Greet: GREET,
      Record: { Type: "Custom::Record", Properties: { ServiceToken: "arn:aws:sns:elsewhere" } },
      Key: {
        Type: "Custom::Key",
        Properties: { ServiceToken, Key: "{{resolve:secretsmanager:prod/key}}" },
      },
    }),
  ).toEqual([
    "Key: Key {{resolve:secretsmanager:prod/key}}",
    "Record.ServiceToken, which is not a function of this stack",
  ]);
});

test.each([
  ["what it is called", { Ref: "Record" }, "what is a Custom::Record called?"],
  [
    "an attribute",
    { "Fn::GetAtt": ["Record", "Id"] },
    "cannot resolve the attribute Id of Record (Custom::Record)",
  ],
])("%s is known to its function alone", (_, Value, message) => {
  const Record = { Type: "Custom::Record", Properties: { ServiceToken } };
  expect(() => readSmall({ Greet: GREET, Record }, { Outputs: { Id: { Value } } })).toThrow(message);
});
