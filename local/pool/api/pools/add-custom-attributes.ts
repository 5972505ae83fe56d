import { invalidParameter } from "../errors";
import { NAMED_POOL } from "../input/members";
import { required } from "../input/shapes";
import { forAccounts, requirePool } from "../operation";
import { SCHEMA, schemaProperties } from "./schema";

const INPUT = { ...NAMED_POOL, CustomAttributes: required(SCHEMA) };

/**
 * Attributes are never removed or changed. Nobody has a value for a new one, and clients see it only once they list
 * it.
 */
export const addCustomAttributes = forAccounts("AddCustomAttributes", INPUT, (pools, input) => {
  const pool = requirePool(pools, input);
  const { settings } = pool;
  const names = input.CustomAttributes.map(({ Name = "" }) => `custom:${Name}`);
  const added = schemaProperties(input.CustomAttributes).map((entry, index) => ({
    ...entry,
    Name: names[index],
  }));
  const described = pools.readSettings(settings, { Schema: added });
  const custom = described.schema.filter(({ name }) => names.includes(name));
  for (const { name } of custom)
    if (settings.schema.some((attribute) => attribute.name === name))
      throw invalidParameter(`${name}: Existing attribute already has name ${name}.`);
  pool.change({ schema: [...settings.schema, ...custom] });
  return {};
});
