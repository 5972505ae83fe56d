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

test("the members of a tenant, and those of one role and status, are indexed by name and by address", () => {
  const indexes = Resources.PeopleTable?.Properties.GlobalSecondaryIndexes as { IndexName: string }[];
  expect(indexes.map((index) => [index.IndexName, ...keysOf(index)])).toEqual([
    ["membersByName", "tenantId HASH", "nameKey RANGE"],
    ["membersByAddress", "tenantId HASH", "addressKey RANGE"],
    ["membersByPlaceAndName", "place HASH", "nameKey RANGE"],
    ["membersByPlaceAndAddress", "place HASH", "addressKey RANGE"],
  ]);
  for (const index of indexes) expect(index).toMatchObject({ Projection: { ProjectionType: "ALL" } });
});

test("the open invitations of a tenant are an index of invitations, by address", () => {
  const indexes = Resources.InvitationsTable?.Properties.GlobalSecondaryIndexes as unknown[] | undefined;
  expect(indexes).toHaveLength(1);
  expect(indexes?.[0]).toMatchObject({ IndexName: "byTenant", Projection: { ProjectionType: "ALL" } });
  expect(keysOf(indexes?.[0])).toEqual(["tenantId HASH", "listKey RANGE"]);
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
