import { CommandError } from "../cli/errors";
import { emailFrom } from "../cli/values";
import type { Place } from "../stage/place";
import { SERVICE } from "../stage/table-names";
import type { OperatorPool, OperatorPoolUser } from "../stores/operator-pool";

/** Finds a user of the pool by sub or e-mail address. */
export async function findPoolUser(
  pool: Pick<OperatorPool, "find">,
  subOrAddress: string,
): Promise<OperatorPoolUser> {
  const user = await pool.find(subOrAddress.includes("@") ? emailFrom(subOrAddress).address : subOrAddress);
  if (user === undefined)
    throw new CommandError(`The user pool has no user with the sub or address ${subOrAddress}.`);
  return user;
}

export const describePoolUser = (user: OperatorPoolUser): readonly string[] =>
  [
    ["sub", user.sub],
    ["address", `${user.email ?? "none"} (${user.emailVerified ? "proven" : "not proven"})`],
    ["name", user.name],
    ["status", `${user.status}${user.enabled ? "" : ", disabled"}`],
    ["created", user.createdAt],
    ["legacy id", user.legacyId],
    ["tenant", user.tenantId],
  ].flatMap(([name = "", value]) => (value === undefined ? [] : [`  ${name.padEnd(11)}${value}`]));

/**
 * Command lines with which an operator does this to a user of the pool. They look up the user name, which is not always the sub:
 * the provider gives a federated user another name. If the tables are not in AWS, neither is the pool.
 */
export function poolUserCommands(
  action: "admin-get-user" | "admin-delete-user",
  sub: string,
  { stage, region, endpoint, poolEndpoint = LOCAL_POOL }: Place,
): readonly string[] {
  const stack = `aws cloudformation describe-stacks --region ${region} --stack-name ${SERVICE}-${stage} --output text`;
  const pool =
    endpoint === undefined
      ? `${stack} --query "Stacks[0].Outputs[?OutputKey=='UserPoolId'].OutputValue"`
      : `curl -s ${poolEndpoint}/outputs | node -pe "JSON.parse(fs.readFileSync(0)).UserPoolId"`;
  const aws =
    endpoint === undefined
      ? "aws cognito-idp"
      : `AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local aws cognito-idp --endpoint-url ${poolEndpoint}`;
  const users = `${aws} list-users --region ${region} --user-pool-id "$POOL" --output text`;
  return [
    `  POOL=$(${pool})`,
    `  NAME=$(${users} --filter 'sub = "${sub}"' --query "Users[0].Username")`,
    `  ${aws} ${action} --region ${region} --user-pool-id "$POOL" --username "$NAME"`,
  ];
}

/** The default of npm start. */
const LOCAL_POOL = "http://127.0.0.1:9229";
