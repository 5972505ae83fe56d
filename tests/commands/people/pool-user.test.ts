import { poolUserCommands } from "../../../commands/people/pool-user";

test("of a stage in AWS, the pool is looked up in its stack", () => {
  const place = { stage: "prod", region: "eu-west-1", endpoint: undefined };
  expect(poolUserCommands("admin-delete-user", "the-sub", place)).toEqual([
    "  POOL=$(aws cloudformation describe-stacks --region eu-west-1 --stack-name cognito-triggers-prod --output text " +
      "--query \"Stacks[0].Outputs[?OutputKey=='UserPoolId'].OutputValue\")",
    '  NAME=$(aws cognito-idp list-users --region eu-west-1 --user-pool-id "$POOL" --output text ' +
      `--filter 'sub = "the-sub"' --query "Users[0].Username")`,
    '  aws cognito-idp admin-delete-user --region eu-west-1 --user-pool-id "$POOL" --username "$NAME"',
  ]);
});
