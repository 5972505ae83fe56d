import { CommandError } from "../cli/errors";
import { emailFrom } from "../cli/words";
import { type Place, SERVICE } from "../stage/table-names";
import type { OperatorPool, PoolUser } from "../stores/operator-pool";

/** The user of the pool whom a word names. */
export async function findPoolUser(pool: Pick<OperatorPool, "find">, word: string): Promise<PoolUser> {
  const user = await pool.find(word.includes("@") ? emailFrom(word).address : word);
  if (user === undefined) throw new CommandError(`The user pool has nobody with the sub or address ${word}.`);
  return user;
}

export const describePoolUser = (user: PoolUser): readonly string[] =>
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
 * The command line that does this to somebody in the user pool. Their name is looked up, because only of people who
 * signed up themselves it is known to be the sub: federated ones bear a name that their provider gave them. Beside tables
 * that are not in AWS, the pool is not either.
 */
export function poolUserCommands(
  action: "admin-get-user" | "admin-delete-user",
  sub: string,
  { stage, region, endpoint }: Place,
): readonly string[] {
  const stack = `aws cloudformation describe-stacks --region ${region} --stack-name ${SERVICE}-${stage} --output text`;
  const pool =
    endpoint === undefined
      ? `${stack} --query "Stacks[0].Outputs[?OutputKey=='UserPoolId'].OutputValue"`
      : `curl -s ${LOCAL_POOL}/outputs | node -pe "JSON.parse(fs.readFileSync(0)).UserPoolId"`;
  const aws = `aws cognito-idp${endpoint === undefined ? "" : ` --endpoint-url ${LOCAL_POOL}`}`;
  const users = `${aws} list-users --region ${region} --user-pool-id "$POOL" --output text`;
  return [
    `  POOL=$(${pool})`,
    `  NAME=$(${users} --filter 'sub = "${sub}"' --query "Users[0].Username")`,
    `  ${aws} ${action} --region ${region} --user-pool-id "$POOL" --username "$NAME"`,
  ];
}

/** Where npm start has it, unless it is told otherwise. */
const LOCAL_POOL = "http://127.0.0.1:9229";
