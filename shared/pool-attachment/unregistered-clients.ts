import type { DescribedPool, PoolClient } from "../aws/described-pool";
import { inOrder } from "../in-order";
import { isRecord } from "../json";
import type { Clients } from "../tenants/clients-table";
import { OPENID_SCOPES } from "../tenants/scopes";
import type { Plan } from "./plan";
import type { LambdaConfig } from "./triggers";

interface Ports {
  readonly pool: DescribedPool;
  readonly clients: Pick<Clients, "find">;
}

/** Whether clients lose what they have now. Under the suite's token trigger they have lost it already. */
export const limitsClients = ({ steps }: Plan): boolean =>
  steps.some(
    ({ trigger, kind }) => trigger === "PreTokenGeneration" && (kind === "filled" || kind === "replaced"),
  );

/** How many clients are looked up at once. */
const AT_ONCE = 5;

/** What Cognito puts into the access tokens of whoever signs in without the pages. */
const OF_SIGN_INS = "aws.cognito.signin.user.admin";

/**
 * The clients of the pool that lose something because the registry does not know them, a line each.
 *
 * @param suite the functions that become the triggers of the pool
 */
export async function unregisteredClients(
  { pool, clients }: Ports,
  suite: LambdaConfig,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { PreTokenGenerationConfig: token } = suite;
  const reachesMachines = isRecord(token) && token.LambdaVersion === "V3_0";
  const losing = (await pool.clients(signal))
    .map((client) => ({ client, loss: lossOf(client, reachesMachines) }))
    .filter(({ loss }) => loss !== undefined);
  const lines: string[] = [];
  async function* each() {
    yield* losing;
  }
  const lineOf = async ({ client: { id, name }, loss }: (typeof losing)[number]) => {
    const registered = await clients.find(id, signal);
    return registered?.status === "registered" ? [] : [`${id} (${name}): ${loss}`];
  };
  for await (const line of inOrder(each(), AT_ONCE, lineOf)) lines.push(...line);
  return lines;
}

/** What the token trigger takes from a client that is not registered. Tokens of machines reach it in V3_0 alone. */
function lossOf(
  { scopes, takesSignIns, isMachine }: PoolClient,
  reachesMachines: boolean,
): string | undefined {
  const lost = [
    ...new Set([
      ...scopes.filter((scope) => !OPENID_SCOPES.includes(scope)),
      ...(takesSignIns ? [OF_SIGN_INS] : []),
    ]),
  ];
  if (isMachine && reachesMachines) return "it gets no tokens by its own credentials";
  return lost.length === 0 ? undefined : `tokens of people lose ${lost.join(", ")}`;
}
