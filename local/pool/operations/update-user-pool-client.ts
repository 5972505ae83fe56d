import { namedClient, readClientName, readClientSettings } from "../client-request";
import { clientShape } from "../client-shape";
import type { Pool } from "../pool";
import type { Input } from "../request";

/** Whoever changes one setting sends all of them: the others return to their defaults. The secret never changes. */
export function updateUserPoolClient(pool: Pool, input: Input) {
  const client = namedClient(pool, input);
  const updated = pool.clients.put(client.id, {
    ...client,
    ...readClientSettings(pool, input, client.secret),
    name: readClientName(input) ?? client.name,
    modifiedAt: pool.now().toISOString(),
  });
  return { UserPoolClient: clientShape(pool, updated) };
}
