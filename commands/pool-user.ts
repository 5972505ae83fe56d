import { type Place, SERVICE } from "./table-names";

/**
 * The command line that does this to somebody in the user pool. Their name is looked up, because only of people who
 * signed up themselves it is known to be the sub: federated ones bear a name that their provider gave them.
 */
export function poolUserCommands(
  action: "admin-get-user" | "admin-delete-user",
  sub: string,
  { stage, region }: Place,
): readonly string[] {
  const stack = `aws cloudformation describe-stacks --region ${region} --stack-name ${SERVICE}-${stage} --output text`;
  const users = `aws cognito-idp list-users --region ${region} --user-pool-id "$POOL" --output text`;
  return [
    `  POOL=$(${stack} --query "Stacks[0].Outputs[?OutputKey=='UserPoolId'].OutputValue")`,
    `  NAME=$(${users} --filter 'sub = "${sub}"' --query "Users[0].Username")`,
    `  aws cognito-idp ${action} --region ${region} --user-pool-id "$POOL" --username "$NAME"`,
  ];
}
