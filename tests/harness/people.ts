import bcryptjs from "bcryptjs";
import type { Tables } from "./tables";

/** The people of the recorded events. */
export const ADA = "d3a4f8e2-7041-70c5-9b1e-2f6c0a91d4b7";
export const EMMY = "f3e498d2-b0a1-7063-8c5f-64d1702be93c";
export const GRACE = "a3d4b8f2-50c1-708e-8d27-91b6f0c35e8a";
export const MACHINE = "2machine34567890examplemach";

/** As an old system of today would have stored it, but cheap, so that tests are quick. */
const BLAISES_HASH = bcryptjs.hashSync("correct horse battery staple", 4);

export const ACME = { id: "tenant#acme", name: "Acme", status: "active", defaultRole: "member" };
export const GLOBEX = { id: "tenant#globex", name: "Globex", status: "active", defaultRole: "viewer" };
export const ACMES_DOMAIN = { id: "domain#acme.example", tenantId: "acme" };

/** Acme with its domain and its machine, and Globex, which owns no domain. */
export const putTenants = (tables: Pick<Tables, "put">): Promise<void> =>
  tables.put("TenantsTable", ACME, GLOBEX, ACMES_DOMAIN, { id: `client#${MACHINE}`, tenantId: "acme" });

export const legacyBlaise = (changes: Record<string, unknown> = {}) => ({
  login: "blaise@legacy.example",
  legacyId: "4711",
  hash: BLAISES_HASH,
  emailVerified: true,
  tenantId: "acme",
  role: "member",
  attributes: { name: "Blaise Pascal" },
  ...changes,
});

export const invitation = (changes: Record<string, unknown> = {}) => ({
  email: "ada@acme.example",
  tenantId: "acme",
  role: "admin",
  invitedBy: "operator",
  createdAt: new Date(Date.now() - 60_000).toISOString(),
  expiresAt: Math.floor(Date.now() / 1000) + 3_600,
  ...changes,
});

/** A person with a profile, in one tenant. */
export const person = (changes: Record<string, unknown> = {}, role = "member") => {
  const profile = {
    sub: ADA,
    item: "profile",
    status: "active",
    activeTenant: "acme",
    origin: "sign-up",
    createdAt: "2026-01-01T00:00:00.000Z",
    email: "ada@acme.example",
    emailVerified: true,
    name: "Ada Lovelace",
    ...changes,
  };
  const { sub, activeTenant } = profile;
  const membership = {
    sub,
    item: `tenant#${activeTenant}`,
    tenantId: activeTenant,
    role,
    since: profile.createdAt,
  };
  return [profile, membership];
};
