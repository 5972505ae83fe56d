import { isRecord } from "../json";
import type { PoolDescription } from "./pool-settings";

/**
 * Attributes by which the triggers take somebody for assigned or migrated, where a pool has them. No pool needs them:
 * the tables decide. But in a pool that others have made, people may be able to write them.
 */
const DECIDING: readonly string[] = ["custom:tenant_id", "custom:role", "custom:legacy_id"];

/** Those that a pool has. */
export function decidingIn({ SchemaAttributes }: PoolDescription): readonly string[] {
  const names = (Array.isArray(SchemaAttributes) ? SchemaAttributes : []).map((attribute) =>
    isRecord(attribute) ? attribute.Name : undefined,
  );
  return DECIDING.filter((name) => names.includes(name));
}

/** Who can write to people's attributes besides administrators. */
export interface Writers {
  readonly clients: readonly { readonly id: string; readonly writes: readonly string[] }[];
  readonly providers: readonly { readonly name: string; readonly maps: readonly string[] }[];
}

/** Ways by which somebody could choose their own tenant, in words for whoever has to close them first. */
export function forgeriesBy({ clients, providers }: Writers): readonly string[] {
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
