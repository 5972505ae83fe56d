import { inOrder } from "../../shared/in-order";
import type { OperatorPeople } from "../../shared/people/operator-people-table";
import { isFederatedUser, type OperatorPool, type OperatorPoolUser } from "../stores/operator-pool";

interface Ports {
  readonly pool: Pick<OperatorPool, "all">;
  readonly people: Pick<OperatorPeople, "find">;
}

const REQUESTS_AT_ONCE = 8;

/** Old users in the pool without a proven address, an assigned tenant or a profile. */
export async function* findUnproven(
  { pool, people }: Ports,
  onProgress: (users: number) => void,
): AsyncGenerator<OperatorPoolUser> {
  const { signal } = new AbortController();
  const looked = inOrder(candidatesIn(pool, onProgress), REQUESTS_AT_ONCE, async (user) => ({
    user,
    hasProfile: (await people.find(user.sub, signal)).profile !== undefined,
  }));
  for await (const { user, hasProfile } of looked) if (!hasProfile) yield user;
}

async function* candidatesIn(
  pool: Ports["pool"],
  onProgress: (users: number) => void,
): AsyncGenerator<OperatorPoolUser> {
  let users = 0;
  for await (const user of pool.all()) {
    users += 1;
    onProgress(users);
    const isOldUser = user.legacyId !== undefined && !isFederatedUser(user);
    if (isOldUser && !user.emailVerified && user.tenantId === undefined) yield user;
  }
}
