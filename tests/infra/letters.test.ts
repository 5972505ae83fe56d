import type { Template } from "../harness/packaged-service";
import { EVERYTHING_ON, packagedStages, type Stages } from "./packaged-stages";

let stages: Stages;
beforeAll(async () => {
  stages = await packagedStages();
});

const environmentIn = ({ Resources }: Template) => {
  const { Environment } = Resources.ApiDashinvitationsLambdaFunction?.Properties ?? {};
  return (Environment as { Variables: Record<string, unknown> }).Variables;
};

test("where Cognito sends, the stack sends no letters and may not", () => {
  expect(stages.dev.Resources.LettersPolicy).toBeUndefined();
  expect(environmentIn(stages.dev)).toMatchObject({
    INVITATION_SENDER: "none",
    SENDER_REGION: { Ref: "AWS::Region" },
  });
});

test("where SES sends, invitations alone are sent, from that identity and its region", () => {
  expect(stages.full.Resources.LettersPolicy?.Properties).toEqual({
    PolicyName: "letters",
    Roles: [{ Ref: "ApiInvitationsRole" }],
    PolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: ["ses:SendEmail"], Resource: [EVERYTHING_ON.emailSender] }],
    },
  });
  expect(environmentIn(stages.full)).toMatchObject({
    INVITATION_SENDER: EVERYTHING_ON.emailFrom,
    SENDER_REGION: "eu-central-1",
  });
});
