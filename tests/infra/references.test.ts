import { referencesOf, withoutReferences } from "../../infra/references";

test.each<[unknown, readonly string[]]>([
  [{ Ref: "People" }, ["People"]],
  [{ "Fn::GetAtt": ["People", "Arn"] }, ["People"]],
  [{ "Fn::GetAtt": "People.Arn" }, ["People"]],
  [{ "Fn::Sub": `\${People.Arn}/index/* in \${AWS::Region}` }, ["People", "AWS::Region"]],
  [{ "Fn::Sub": [`\${table}/\${Tenants}`, { table: { Ref: "People" } }] }, ["Tenants", "People"]],
  [{ "Fn::Join": ["/", [{ Ref: "People" }, "index"]] }, ["People"]],
  [{ Type: "AWS::S3::Bucket", DependsOn: "People" }, ["People"]],
  [{ Properties: { Tables: [{ Ref: "People" }, "Ref"] }, DependsOn: ["Tenants"] }, ["People", "Tenants"]],
  [`\${People}`, []],
])("%j refers to %j", (part, expected) => {
  expect([...referencesOf(part)].sort()).toEqual([...expected].sort());
});

describe("what refers to something that is gone", () => {
  const without = (part: unknown) => withoutReferences(part, (id) => id === "Old");
  const people = { "Fn::GetAtt": ["People", "Arn"] };
  const old = { "Fn::GetAtt": ["Old", "Arn"] };
  const index = { "Fn::Sub": `\${Old.Arn}/index/*` };
  const reads = (Resource: unknown) => ({ Effect: "Allow", Action: ["dynamodb:GetItem"], Resource });

  test("leaves the list of a statement, whose other resources stay allowed", () => {
    expect(without({ Statement: [reads([people, old, index])] })).toEqual({ Statement: [reads([people])] });
  });

  test("takes the statement with it that is about nothing else", () => {
    const policy = { Statement: [reads([old, index]), reads(old), reads(index), reads(people), reads("*")] };
    expect(without(policy)).toEqual({ Statement: [reads(people), reads("*")] });
  });

  test("leaves what a resource waits for", () => {
    const parts = {
      A: { DependsOn: "Old" },
      B: { DependsOn: ["Old", "People"] },
      C: { DependsOn: undefined },
    };
    expect(without(parts)).toStrictEqual({ A: {}, B: { DependsOn: ["People"] }, C: {} });
  });

  test("stays where no list holds it, and within the arguments of a function", () => {
    const part = { Table: { Ref: "Old" }, Name: { "Fn::Join": ["-", [{ Ref: "Old" }, "copy"]] } };
    expect(without(part)).toEqual(part);
  });

  test("leaves lists alone that have been empty before", () => {
    const part = { Rules: [{ Allowed: [], Names: ["a"] }] };
    expect(without(part)).toEqual(part);
  });
});
