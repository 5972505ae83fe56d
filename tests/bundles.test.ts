import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { packageFolder } from "./harness/packaged-service";

/** Kilobytes of the archive that is uploaded; cold starts grow with it. */
const BUDGETS: [name: string, kilobytes: number][] = [
  // The commands for passkeys are 1 of these.
  ["api-auth", 66],
  ["api-profile", 77],
  ["api-sessions", 72],
  ["api-passkeys", 72],
  ["api-members", 78],
  ["api-memberships", 78],
  ["api-people", 80],
  ["api-clients", 67],
  ["api-tenants", 71],
  // The client of SES is 26 of these.
  ["api-invitations", 106],
  ["api-audit", 67],
  ["api-tenant", 67],
  // The client of DynamoDB, for the brand of a tenant, is 53 of these.
  ["custom-message", 72],
  // The client of EventBridge is 5 of these.
  ["domain-events", 67],
  // All of it but 6 is the page.
  ["panel", 27],
  ["pre-authentication", 60],
  ["stack-records", 62],
  ["post-authentication", 67],
  ["post-confirmation", 68],
  ["pre-token-generation", 71],
  // The formats of passwords are 36 of these, 11 for bcrypt in WebAssembly among them.
  ["user-migration", 111],
  // The list of disposable domains is 52 of these.
  ["pre-sign-up", 125],
  // Without accountLinking it reads no table.
  ["inbound-federation", 5],
];

test("every function has a budget", () => {
  const archives = readdirSync(packageFolder()).filter((file) => file.endsWith(".zip"));
  expect(BUDGETS.map(([name]) => `${name}.zip`).sort()).toEqual(archives.sort());
});

test.each(BUDGETS)("%s is at most %d kB", (name, kilobytes) => {
  expect(statSync(path.join(packageFolder(), `${name}.zip`)).size).toBeLessThanOrEqual(kilobytes * 1_000);
});
