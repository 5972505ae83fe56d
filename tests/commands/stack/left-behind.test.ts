import { findLeftBehind } from "../../../commands/stack/left-behind";

const find = (stage: string, name: string) =>
  findLeftBehind(
    { id: "FilesBucket", type: "AWS::S3::Bucket", properties: {} },
    {
      stage: { stage } as never,
      known: new Map([["FilesBucket", name]]),
      signal: new AbortController().signal,
    },
  );

describe("the bucket of a stage", () => {
  test.each([
    ["prod", "cognito-triggers-prod-filesbucket-1a2b3c4d5e6f"],
    // CloudFormation has shortened the name of the stack.
    ["rehearsal-of-the-move-2027", "cognito-triggers-rehears-filesbucket-1a2b3c4d5e6f"],
  ])("of %s is %s", async (stage, name) => {
    expect(await find(stage, name)).toEqual({ BucketName: name });
  });

  test.each([
    ["prod", "cognito-triggers-prod-eu-filesbucket-1a2b3c4d5e6f"],
    ["prod", "cognito-triggers-prod-serverlessdeploymentbucket-1a2b3c4d5e6f"],
    ["rehearsal-of-the-move-2027", "cognito-triggers-release-filesbucket-1a2b3c4d5e6f"],
  ])("of %s is not %s", async (stage, name) => {
    await expect(async () => find(stage, name)).rejects.toThrow("its name does not begin with");
  });
});
