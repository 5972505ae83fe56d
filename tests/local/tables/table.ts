import type { KeyPart, TableSettings } from "../../../local/stack/table-settings";

export const text = (attribute: string): KeyPart => ({ attribute, type: "S" });

/** A table with the key `id`, but for what a test changes. */
export const table = (name: string, settings: Partial<TableSettings> = {}): TableSettings => ({
  id: name,
  name,
  key: { hash: text("id"), range: undefined },
  indexes: [],
  ttlAttribute: undefined,
  hasStream: false,
  ...settings,
});
