import type { DescribedPool, PoolClient, PoolDescription } from "../aws/described-pool";
import { inOrder } from "../in-order";
import type { Clients } from "../tenants/clients-table";
import { OPENID_SCOPES } from "../tenants/scopes";
import type { Plan } from "./plan";
import { configOf, type LambdaConfig, tokenVersionIn } from "./triggers";

interface Ports {
  readonly pool: DescribedPool;
  readonly clients: Pick<Clients, "find">;
}

/** Whose tokens the token trigger changes. It gets those of machines only in V3_0. */
interface Reach {
  readonly people: boolean;
  readonly machines: boolean;
}

const NOBODY: Reach = { people: false, machines: false };

/** The reach of the trigger in the version of a LambdaConfig. */
export const reachOf = (suite: LambdaConfig): Reach => ({
  people: true,
  machines: tokenVersionIn(suite) === "V3_0",
});

/** The reach that a plan adds. Clients that the suite's trigger already reaches have nothing more to lose. */
export function newReachOf({ steps, config }: Plan, pool: PoolDescription): Reach {
  const after = reachOf(config);
  switch (steps.find(({ trigger }) => trigger === "PreTokenGeneration")?.kind) {
    case "filled":
    case "replaced":
      return after;
    case "changed":
      return { people: false, machines: after.machines && !reachOf(configOf(pool)).machines };
    default:
      return NOBODY;
  }
}

/** How many clients are looked up at once. */
const AT_ONCE = 5;

/** The scope that Cognito gives to sign-ins without the sign-in pages. */
const OF_SIGN_INS = "aws.cognito.signin.user.admin";

/** An unregistered client that loses something. */
export interface UnregisteredClient {
  /** Its id and its name. */
  readonly called: string;
  readonly loss: string;
}

/** The unregistered clients of the pool that lose something by the token trigger. */
export async function unregisteredClients(
  { pool, clients }: Ports,
  reach: Reach,
  signal: AbortSignal,
): Promise<readonly UnregisteredClient[]> {
  if (!reach.people && !reach.machines) return [];
  const losing = (await pool.clients(signal)).flatMap((client) => {
    const loss = lossOf(client, reach);
    return loss === undefined ? [] : [{ client, loss }];
  });
  const unregistered: UnregisteredClient[] = [];
  async function* each() {
    yield* losing;
  }
  const lookedUp = async ({ client: { id, name }, loss }: (typeof losing)[number]) => {
    const registered = await clients.find(id, signal);
    return registered?.status === "registered" ? [] : [{ called: `${id} (${name})`, loss }];
  };
  for await (const found of inOrder(each(), AT_ONCE, lookedUp)) unregistered.push(...found);
  return unregistered;
}

/** As many names as fit into an event of a stack and into a terminal. */
const MOST_NAMED = 10;

/** The obstacle that these clients are: their people would find out only when something no longer works. */
export function obstacleOf(unregistered: readonly UnregisteredClient[]): readonly string[] {
  if (unregistered.length === 0) return [];
  const named = unregistered.slice(0, MOST_NAMED).map(({ called }) => called);
  const others = unregistered.length - named.length;
  return [
    "app clients that nobody has registered would lose scopes or tokens: " +
      `${named.join(", ")}${others > 0 ? ` and ${others} more` : ""}. Register them, for a deployment with ` +
      "poolAttachment=command before; or allow it by --limit-unregistered, or by unregisteredClients=limit in a deployment",
  ];
}

/** What the token trigger takes from a client that is not registered. */
function lossOf({ scopes, takesSignIns, isMachine }: PoolClient, reach: Reach): string | undefined {
  const lost = [
    ...new Set([
      ...scopes.filter((scope) => !OPENID_SCOPES.includes(scope)),
      ...(takesSignIns ? [OF_SIGN_INS] : []),
    ]),
  ];
  if (isMachine && reach.machines) return "it gets no tokens by its own credentials";
  return reach.people && lost.length > 0 ? `tokens of people lose ${lost.join(", ")}` : undefined;
}
