import { readTemplate, type Template } from "../harness/packaged-service";
import { asArguments, EVERYTHING_ON, packageService } from "./packaged-stages";

const { Resources } = readTemplate();

const keysOf = (part: unknown) =>
  (part as { KeySchema: { AttributeName: string; KeyType: string }[] }).KeySchema.map(
    ({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`,
  );

test.each([
  ["PeopleTable", ["sub HASH", "item RANGE"]],
  ["TenantsTable", ["id HASH"]],
  ["InvitationsTable", ["email HASH", "tenantId RANGE"]],
  ["AuditTable", ["tenantId HASH", "id RANGE"]],
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

test("tenants, domains, clients and providers are listed by an index of tenants, tenants also by id", () => {
  const indexes = Resources.TenantsTable?.Properties.GlobalSecondaryIndexes as unknown[] | undefined;
  expect(indexes).toHaveLength(2);
  expect(indexes?.[1]).toMatchObject({ IndexName: "byListingAndId", Projection: { ProjectionType: "ALL" } });
  expect(keysOf(indexes?.[1])).toEqual(["listing HASH", "id RANGE"]);
  expect(indexes?.[0]).toMatchObject({ IndexName: "byListing", Projection: { ProjectionType: "ALL" } });
  expect(keysOf(indexes?.[0])).toEqual(["listing HASH", "sortKey RANGE"]);
});

test("invitations, the audit trail and sign-in attempts disappear after their time, and nothing else does", () => {
  const expiring = Object.entries(Resources)
    .filter(([, { Properties }]) => Properties?.TimeToLiveSpecification !== undefined)
    .map(([id, { Properties }]) => [id, Properties.TimeToLiveSpecification]);
  const expiresAt = { AttributeName: "expiresAt", Enabled: true };
  expect(expiring).toEqual([
    ["InvitationsTable", expiresAt],
    ["AuditTable", expiresAt],
    ["AttemptsTable", expiresAt],
  ]);
});

test("the tables whose changes are events stream both images, and no other streams anything", () => {
  const streaming = Object.entries(Resources)
    .filter(([, { Properties }]) => Properties?.StreamSpecification !== undefined)
    .map(([id, { Properties }]) => [id, Properties.StreamSpecification]);
  const images = { StreamViewType: "NEW_AND_OLD_IMAGES" };
  expect(streaming).toEqual([
    ["PeopleTable", images],
    ["TenantsTable", images],
    ["InvitationsTable", images],
  ]);
});

describe("warmThroughput", () => {
  const warmIn = (template: Template) =>
    Object.entries(template.Resources)
      .filter(([, { Properties }]) => Properties?.WarmThroughput !== undefined)
      .map(([id, { Properties }]) => [id, Properties.WarmThroughput]);

  test("off, the default, leaves it to DynamoDB", () => {
    expect(warmIn(readTemplate())).toEqual([]);
  });

  test("warms the tables that every sign-in asks, and of Attempts only what is used: writes", async () => {
    const warm = await packageService("--stage", "full", ...asArguments(EVERYTHING_ON));
    expect(warmIn(readTemplate(warm))).toEqual([
      ["PeopleTable", { ReadUnitsPerSecond: 30_000, WriteUnitsPerSecond: 20_000 }],
      ["AttemptsTable", { WriteUnitsPerSecond: 20_000 }],
    ]);
  });
});
