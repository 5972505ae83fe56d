import { isPrivileged } from "../functions/pre-sign-up/privileged-attributes";

export interface PoolAttribute {
  readonly name: string;
  readonly required?: boolean;
  readonly mutable?: boolean;
  /** Shortest and longest. */
  readonly length?: readonly [number, number];
  readonly client: "writes" | "reads" | "never";
}

/**
 * What the pool keeps about a person: one row an attribute. The pool's schema, what the web client may read and write,
 * and what the migration may carry over all follow from this table.
 *
 * A new attribute is one more row, at the end:
 *   { name: "custom:college", length: [1, 100], mutable: true, client: "writes" },
 * Cognito adds attributes to a live pool, but never removes, renames or alters one.
 *
 * client: "writes" lets people read and set it themselves, also at sign-up; "reads" shows it in the ID token and to its
 * owner; "never" leaves it to the triggers and to administrators. An attribute that decides about rights must be "never":
 * people choose the attributes that they may write at sign-up, even those that cannot be changed afterwards. See
 * functions/pre-sign-up/privileged-attributes.ts.
 */
export const ATTRIBUTES: readonly PoolAttribute[] = [
  { name: "email", required: true, mutable: true, client: "writes" },
  { name: "email_verified", client: "reads" },
  { name: "name", client: "writes" },
  { name: "given_name", client: "writes" },
  { name: "family_name", client: "writes" },
  { name: "locale", client: "writes" },
  { name: "phone_number", client: "writes" },
  { name: "phone_number_verified", client: "reads" },
  { name: "custom:tenant_id", length: [1, 64], mutable: false, client: "never" },
  { name: "custom:role", length: [1, 32], mutable: false, client: "never" },
  { name: "custom:legacy_id", length: [1, 256], mutable: false, client: "never" },
];

const PREFIX = "custom:";
const isCustom = ({ name }: PoolAttribute): boolean => name.startsWith(PREFIX);

export function derive(attributes: readonly PoolAttribute[]) {
  for (const attribute of attributes) check(attribute);
  const named = (...clients: readonly PoolAttribute["client"][]) =>
    attributes.filter(({ client }) => clients.includes(client)).map(({ name }) => name);
  const carried = attributes.filter((row) => isCustom(row) && row.client === "writes");
  return {
    schema: attributes.filter((row) => isCustom(row) || row.required).map(schemaEntry),
    clientReads: named("reads", "writes"),
    clientWrites: named("writes"),
    carried: carried.map(({ name }) => name),
    customAttributes: carried.map(({ name, length }) => `${name}=${length?.join("-")}`).join(",") || "none",
  };
}

/** The type is always written out: without it, the pool is created, but every later update fails. */
const schemaEntry = ({ name, length, mutable, required = false }: PoolAttribute) => ({
  Name: name.replace(PREFIX, ""),
  AttributeDataType: "String",
  Mutable: mutable,
  Required: required,
  ...(length && { StringAttributeConstraints: { MinLength: `${length[0]}`, MaxLength: `${length[1]}` } }),
});

function check(attribute: PoolAttribute): void {
  const { name, length, mutable, client } = attribute;
  const complain = (mistake: string) => {
    throw new Error(`infra/attributes.ts: ${name}: ${mistake}`);
  };
  if (!["writes", "reads", "never"].includes(client)) complain("client must be writes, reads or never");
  if (isPrivileged(name) && client !== "never") complain("client must be never: this decides about rights");
  if (!isCustom(attribute)) return;
  if (!/^[\w-]{1,20}$/.test(name.slice(PREFIX.length)))
    complain("a name has 1 to 20 letters, digits, _ or -");
  if (attribute.required) complain("Cognito has no required custom attributes");
  if (mutable === undefined) complain("mutable must be true or false");
  if (length === undefined || !(0 <= length[0] && length[0] <= length[1] && length[1] <= 2048))
    complain("length must be [shortest, longest], at most 2048");
}

export const { schema, clientReads, clientWrites, carried, customAttributes } = derive(ATTRIBUTES);
