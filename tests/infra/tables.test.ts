import { readTemplate } from "../harness/packaged-service";

const { Resources } = readTemplate();

const keysOf = (part: unknown) =>
  (part as { KeySchema: { AttributeName: string; KeyType: string }[] }).KeySchema.map(
    ({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`,
  );

test.each([
  ["PeopleTable", ["sub HASH", "item RANGE"]],
  ["TenantsTable", ["id HASH"]],
  ["InvitationsTable", ["email HASH", "tenantId RANGE"]],
  ["MigrationsTable", ["legacyId HASH"]],
  ["LegacyUsersTable", ["login HASH"]],
  ["AttemptsTable", ["key HASH"]],
])("the keys of %s", (id, keys) => {
  expect(keysOf(Resources[id]?.Properties)).toEqual(keys);
});

test("the members of a tenant are an index of people", () => {
  const indexes = Resources.PeopleTable?.Properties.GlobalSecondaryIndexes as unknown[] | undefined;
  expect(indexes).toHaveLength(1);
  const index = indexes?.[0];
  expect(index).toMatchObject({ IndexName: "byTenant", Projection: { ProjectionType: "ALL" } });
  expect(keysOf(index)).toEqual(["tenantId HASH", "sub RANGE"]);
});

test("invitations and sign-in attempts disappear after their time, and nothing else does", () => {
  const expiring = Object.entries(Resources)
    .filter(([, { Properties }]) => Properties?.TimeToLiveSpecification !== undefined)
    .map(([id, { Properties }]) => [id, Properties.TimeToLiveSpecification]);
  const expiresAt = { AttributeName: "expiresAt", Enabled: true };
  expect(expiring).toEqual([
    ["InvitationsTable", expiresAt],
    ["AttemptsTable", expiresAt],
  ]);
});
