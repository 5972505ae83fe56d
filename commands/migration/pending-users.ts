import { inOrder } from "../../shared/in-order";
import { readLegacyUser } from "../../shared/legacy-users/legacy-user";
import { MOST_AT_ONCE } from "../stores/batched-gets";
import type { OperatorLegacyUsers } from "../stores/operator-legacy-users";
import type { OperatorMigrations } from "../stores/operator-migrations";

export interface Pending {
  all: number;
  /** Neither moved over nor disabled. */
  pending: number;
  /** Not moved over, and cannot move over while they are disabled. */
  disabled: number;
}

const REQUESTS_AT_ONCE = 8;

/** Looks up every old user among the migrations in batches, so that neither table has to fit into memory. */
export async function countPending(
  legacyUsers: Pick<OperatorLegacyUsers, "all">,
  migrations: Pick<OperatorMigrations, "foundOf">,
  onProgress: (counts: Pending) => void,
): Promise<Pending> {
  const counts: Pending = { all: 0, pending: 0, disabled: 0 };
  const looked = inOrder(batches(legacyUsers.all()), REQUESTS_AT_ONCE, async (items) => {
    const users = items.map((item) => readLegacyUser(String(item.login), item));
    return { users, moved: await migrations.foundOf(users.map(({ id }) => id)) };
  });
  for await (const { users, moved } of looked) {
    const left = users.filter(({ id }) => !moved.has(id));
    const disabled = left.filter((user) => user.disabled).length;
    counts.all += users.length;
    counts.disabled += disabled;
    counts.pending += left.length - disabled;
    onProgress(counts);
  }
  return counts;
}

async function* batches<Item>(items: AsyncIterable<Item>): AsyncGenerator<readonly Item[]> {
  let batch: Item[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < MOST_AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
