import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Edition } from "./edition";

/** Who is there to try the pool with. Invented people at reserved domains. */
export const DEMO = {
  invited: "grace@acme.example",
  legacy: "blaise@legacy.example",
  legacyPassword: "correct horse battery staple",
} as const;

/** The password above, as an old system has stored it. */
const LEGACY_HASH = "$2b$10$S6pbdx0PSPPIITt05YWJZ.PG.m5xC9SyfPT/DYDyKFrwGGJBotiDe";
const A_YEAR_IN_SECONDS = 365 * 86_400;

/** A tenant with its domain, somebody it has invited as admin, and two people of an old system. What is there stays. */
export async function putDemo({ stack, tables, pool }: Edition): Promise<void> {
  const now = pool.now();
  const put = async (logicalId: string, ...items: Record<string, unknown>[]) => {
    const table = stack.tables.find(({ name }) => name.endsWith(`-${logicalId}`));
    if (table === undefined) return;
    for (const item of items)
      await tables.client
        .send(
          new PutCommand({
            TableName: table.name,
            Item: item,
            ConditionExpression: "attribute_not_exists(#key)",
            ExpressionAttributeNames: { "#key": table.key.hash.attribute },
          }),
        )
        .catch((error: Error) => {
          if (error.name !== "ConditionalCheckFailedException") throw error;
        });
  };
  await put(
    "TenantsTable",
    { id: "tenant#acme", name: "Acme", status: "active", defaultRole: "member" },
    { id: "domain#acme.example", tenantId: "acme" },
  );
  await put("InvitationsTable", {
    email: DEMO.invited,
    tenantId: "acme",
    role: "admin",
    invitedBy: "operator",
    createdAt: now.toISOString(),
    expiresAt: Math.floor(now.getTime() / 1_000) + A_YEAR_IN_SECONDS,
  });
  const legacy = { hash: LEGACY_HASH, emailVerified: true, tenantId: "acme", role: "member" };
  await put(
    "LegacyUsersTable",
    { ...legacy, login: DEMO.legacy, legacyId: "4711", attributes: { name: "Blaise Pascal" } },
    { ...legacy, login: "emmy@legacy.example", legacyId: "4712", attributes: { name: "Emmy Noether" } },
  );
}
