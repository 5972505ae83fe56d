import { describedClient, describedPool, type PoolDescription } from "../../shared/aws/described-pool";
import { readText } from "../../shared/json";
import type { AttachmentPorts } from "../../shared/pool-attachment/attach";
import { attachmentsTable } from "../../shared/pool-attachment/attachments-table";
import { isPoolId } from "../../shared/runtime/cognito-event";
import { clientsTable } from "../../shared/tenants/clients-table";
import type { CommandDependencies, Options } from "../cli/command";
import { CommandError, UsageError, ValueError } from "../cli/errors";
import type { StageParameters } from "../stage/parameters";

export const POOL_OPTION = {
  pool: {
    value: "<id>",
    explanation: "the id of the user pool (default: the stage's parameter existingPool)",
  },
} as const satisfies Options;

/** The pool that a command is about, and what is known of it. */
export interface AttachmentTarget {
  readonly poolId: string;
  readonly ports: AttachmentPorts;
  readonly parameters: StageParameters;
  /** An app client of the pool. */
  readonly describeClient: (clientId: string) => Promise<PoolDescription>;
}

export async function targetOf(
  named: string | undefined,
  { stage, parameters, signal }: CommandDependencies,
): Promise<AttachmentTarget> {
  const values = await parameters();
  const UserPoolId = named ?? readText(values.existingPool);
  if (UserPoolId === undefined)
    throw new UsageError("Missing: --pool <id>, because the stage has no parameter existingPool");
  if (!isPoolId(UserPoolId))
    throw new ValueError(`${UserPoolId} is not the id of a user pool, such as eu-central-1_a1B2c3D4e`);
  const region = UserPoolId.split("_")[0];
  if (region !== stage.region)
    throw new CommandError(
      `${UserPoolId} is in ${region}, and the stage in ${stage.region}: Cognito calls functions of its own region.`,
    );
  return {
    poolId: UserPoolId,
    parameters: values,
    ports: {
      pool: await stage.openPool(describedPool, UserPoolId),
      attachments: await stage.open("TenantsTable", attachmentsTable),
      clients: await stage.open("TenantsTable", clientsTable),
    },
    describeClient: await stage.openPool(
      (client) => (ClientId: string) => describedClient(client, { UserPoolId, ClientId }, signal),
      UserPoolId,
    ),
  };
}

/** The pool's ARN, without which the stage's functions cannot be named. */
export async function arnOf({ poolId, ports }: AttachmentTarget, signal: AbortSignal): Promise<unknown> {
  const described = await ports.pool.describe(signal);
  if (described === undefined) throw new CommandError(`There is no user pool ${poolId}.`);
  return described.Arn;
}
