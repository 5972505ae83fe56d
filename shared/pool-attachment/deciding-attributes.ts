import type { PoolClient, PoolDescription, PoolProvider } from "../aws/described-pool";
import { isRecord } from "../json";

/**
 * Attributes by which the triggers take a person for assigned or migrated, in pools that have them. No pool needs
 * them, because the tables decide. But in a pool that others have made, people may be able to write them.
 */
const DECIDING: readonly string[] = ["custom:tenant_id", "custom:role", "custom:legacy_id"];

/** The names of the attributes that a pool has. */
export const attributesOf = ({ SchemaAttributes }: PoolDescription): readonly unknown[] =>
  (Array.isArray(SchemaAttributes) ? SchemaAttributes : []).map((attribute) =>
    isRecord(attribute) ? attribute.Name : undefined,
  );

/** The deciding attributes of a pool. */
export function decidingIn(pool: PoolDescription): readonly string[] {
  const names = attributesOf(pool);
  return DECIDING.filter((name) => names.includes(name));
}

/** Ways in which a person could choose their own tenant, in words for the operator who has to close them. */
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
