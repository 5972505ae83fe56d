import { createHash } from "node:crypto";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Pool } from "./pool/pool";
import type { Stack } from "./stack/stack";
import type { EmbeddedTables } from "./tables/tables";

/** People to try the pool with, invented and at reserved domains. */
export const DEMO = {
  invited: "grace@acme.example",
  /** What the link of her invitation carries. It opens nothing but the demo. */
  invitation: "the-demo-invites-grace",
  legacy: "emmy@legacy.example",
  legacyName: "Emmy Noether",
  legacyPassword: "correct horse battery staple",
} as const;

/** The password above, as an old system has stored it. */
const LEGACY_HASH = "$2b$10$S6pbdx0PSPPIITt05YWJZ.PG.m5xC9SyfPT/DYDyKFrwGGJBotiDe";
const A_YEAR_IN_SECONDS = 365 * 86_400;

interface Dependencies {
  readonly stack: Pick<Stack, "tables">;
  readonly tables: Pick<EmbeddedTables, "client">;
  readonly pool: Pick<Pool, "now">;
}

/**
 * Writes a tenant with its domain, an invitation of its admin, and two people of an old system. It writes nothing if the tenant
 * exists already, so that later changes by operators stay.
 */
export async function putDemo({ stack, tables, pool }: Dependencies): Promise<void> {
  const nameOf = (logicalId: string) => stack.tables.find(({ name }) => name.endsWith(`-${logicalId}`))?.name;
  const tenants = nameOf("TenantsTable");
  const key = { id: "tenant#acme" };
  if ((await tables.client.send(new GetCommand({ TableName: tenants, Key: key }))).Item !== undefined) return;
  const put = async (logicalId: string, ...items: Record<string, unknown>[]) => {
    for (const Item of items)
      await tables.client.send(new PutCommand({ TableName: nameOf(logicalId), Item }));
  };
  const now = pool.now();
  const demo = { kind: "command", id: "demo" };
  const first = { version: 1, changedBy: demo, changedAt: now.toISOString() };
  await put("InvitationsTable", {
    email: DEMO.invited,
    tenantId: "acme",
    id: "demo",
    role: "admin",
    status: "open",
    secretDigest: createHash("sha256").update(DEMO.invitation).digest("base64url"),
    invitedBy: demo,
    createdAt: now.toISOString(),
    expiresAt: Math.floor(now.getTime() / 1_000) + A_YEAR_IN_SECONDS,
    ...first,
    listKey: DEMO.invited,
  });
  // A stage whose migration is over has no such table.
  const hasLegacyUsers = nameOf("LegacyUsersTable") !== undefined;
  const legacy = { hash: LEGACY_HASH, emailVerified: true, tenantId: "acme", role: "member" };
  if (hasLegacyUsers)
    await put(
      "LegacyUsersTable",
      { ...legacy, login: DEMO.legacy, legacyId: "4712", attributes: { name: DEMO.legacyName } },
      { ...legacy, login: "blaise@legacy.example", legacyId: "4711", attributes: { name: "Blaise Pascal" } },
    );
  // Last, as the mark that all of it is there.
  await put(
    "TenantsTable",
    {
      id: "domain#acme.example",
      domain: "acme.example",
      status: "owned",
      tenantId: "acme",
      provenAt: now.toISOString(),
      how: "operator",
      ...first,
      listing: "domains#acme",
      sortKey: "acme.example",
    },
    {
      ...key,
      name: "Acme",
      status: "active",
      defaultRole: "member",
      createdAt: now.toISOString(),
      ...first,
      listing: "tenants",
      sortKey: "acme#acme",
    },
  );
}

/** The link with which Grace signs up, on the page that invitations lead to. */
export function demoLink(signUpPage: string): string {
  const link = new URL(signUpPage);
  link.searchParams.set("invitation", DEMO.invitation);
  link.searchParams.set("email", DEMO.invited);
  return link.href;
}
