import { ATTRIBUTES, derive, type PoolAttribute } from "../../infra/attributes";

const college: PoolAttribute = { name: "custom:college", length: [1, 100], mutable: true, client: "writes" };

test("one more row adds an attribute to the schema, to both lists of the client, and to what migrates", () => {
  const before = derive(ATTRIBUTES);
  expect(derive([...ATTRIBUTES, college])).toEqual({
    schema: [
      ...before.schema,
      {
        Name: "college",
        AttributeDataType: "String",
        Mutable: true,
        Required: false,
        StringAttributeConstraints: { MinLength: "1", MaxLength: "100" },
      },
    ],
    clientReads: [...before.clientReads, "custom:college"],
    clientWrites: [...before.clientWrites, "custom:college"],
    carried: [...before.carried, "custom:college"],
    customAttributes: "custom:college=1-100",
  });
});

test("an attribute that clients only read is not writable and does not migrate", () => {
  const { clientReads, clientWrites, carried, customAttributes } = derive([{ ...college, client: "reads" }]);
  expect({ clientReads, clientWrites, carried, customAttributes }).toEqual({
    clientReads: ["custom:college"],
    clientWrites: [],
    carried: derive([]).carried,
    customAttributes: "none",
  });
});

test.each<[string, unknown, string]>([
  ["a name that Cognito refuses", { ...college, name: "custom:far_too_long_for_a_name" }, "1 to 20"],
  ["a required custom attribute", { ...college, required: true }, "no required custom"],
  ["no length", { name: "custom:college", mutable: true, client: "writes" }, "length must be"],
  ["a length beyond Cognito's", { ...college, length: [1, 2049] }, "at most 2048"],
  ["no word on mutability", { name: "custom:college", length: [1, 9], client: "writes" }, "mutable must be"],
  [
    "a client's right to what decides about rights",
    { ...college, name: "custom:tenantId" },
    "client must be never",
  ],
  ["an unknown right", { ...college, client: "write" }, "client must be"],
])("a row with %s is refused by name", (_, row, complaint) => {
  expect(() => derive([row as PoolAttribute])).toThrow(
    new RegExp(`^infra/attributes.ts: custom:.*: .*${complaint}`),
  );
});
