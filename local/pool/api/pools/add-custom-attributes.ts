import { invalidParameter } from "../errors";
import { NAMED_POOL } from "../input/members";
import { required } from "../input/shapes";
import { forAccounts, requirePool } from "../operation";
import { SCHEMA, schemaProperties } from "./pool-input";

const INPUT = { ...NAMED_POOL, CustomAttributes: required(SCHEMA) };

/** Attributes are never removed or changed. Nobody has the new ones, and clients do not see them before they list them. */
export const addCustomAttributes = forAccounts("AddCustomAttributes", INPUT, (pools, input) => {
  const pool = requirePool(pools, input);
  const { settings } = pool;
  const added = input.CustomAttributes.map((attribute) => ({
    ...attribute,
    Name: `custom:${attribute.Name ?? ""}`,
  }));
  const described = pools.readSettings(settings, { Schema: schemaProperties(added) });
  const custom = described.schema.filter(({ name }) => added.some(({ Name }) => Name === name));
  for (const { name } of custom)
    if (settings.schema.some((attribute) => attribute.name === name))
      throw invalidParameter(`${name}: Existing attribute already has name ${name}.`);
  pool.change({ schema: [...settings.schema, ...custom] });
  return {};
});
