import { readSmall, refusals } from "./small-stack";

test("an event bus has its name and its ARN", () => {
  const { eventBuses, outputs, notes } = readSmall(
    {
      Bus: { Type: "AWS::Events::EventBus", Properties: { Name: "shop-dev", Description: "What happens" } },
    },
    {
      Outputs: {
        Name: { Value: { Ref: "Bus" } },
        Arn: { Value: { "Fn::GetAtt": ["Bus", "Arn"] } },
      },
    },
  );
  const arn = "arn:aws:events:eu-central-1:123456789012:event-bus/shop-dev";
  expect(eventBuses).toEqual([{ name: "shop-dev", arn }]);
  expect(outputs).toEqual({ Name: "shop-dev", Arn: arn });
  expect(notes).toEqual(["descriptions"]);
});

test("a bus of a partner is refused", () => {
  const Properties = { Name: "aws.partner/example.com/1", EventSourceName: "aws.partner/example.com/1" };
  expect(refusals({ Bus: { Type: "AWS::Events::EventBus", Properties } })).toEqual(["Bus: EventSourceName"]);
});
