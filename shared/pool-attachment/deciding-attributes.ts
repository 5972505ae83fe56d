import type { PoolClient, PoolDescription, PoolProvider } from "../aws/described-pool";
import { isRecord } from "../json";

/**
 * Attributes by which the triggers take somebody for assigned or migrated, where a pool has them. No pool needs them:
 * the tables decide. But in a pool that others have made, people may be able to write them.
 */
const DECIDING: readonly string[] = ["custom:tenant_id", "custom:role", "custom:legacy_id"];

/** The names of the attributes that a pool has. */
export const attributesOf = ({ SchemaAttributes }: PoolDescription): readonly unknown[] =>
  (Array.isArray(SchemaAttributes) ? SchemaAttributes : []).map((attribute) =>
    isRecord(attribute) ? attribute.Name : undefined,
  );

/** The deciding ones that a pool has. */
export function decidingIn(pool: PoolDescription): readonly string[] {
  const names = attributesOf(pool);
  return DECIDING.filter((name) => names.includes(name));
}

/** Ways by which somebody could choose their own tenant, in words for whoever has to close them first. */
export function forgeriesBy(
  clients: readonly PoolClient[],
  providers: readonly PoolProvider[],
): readonly string[] {
  const deciding = (names: readonly string[]) => DECIDING.filter((name) => names.includes(name));
  return [
    ...clients.flatMap(({ id, writes }) =>
      deciding(writes).map(
        (name) => `the client ${id} may write ${name}: take it out of its WriteAttributes`,
      ),
    ),
    ...providers.flatMap(({ name: provider, maps }) =>
      deciding(maps).map(
        (name) => `the provider ${provider} fills ${name}: take it out of its AttributeMapping`,
      ),
    ),
  ];
}
