import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { packageFolder } from "./harness/packaged-service";

/** Kilobytes of the archive that is uploaded; cold starts grow with it. */
const BUDGETS: [name: string, kilobytes: number][] = [
  // The commands for passkeys are 1 of these.
  ["api-auth", 77],
  ["api-profile", 92],
  ["api-sessions", 91],
  ["api-passkeys", 91],
  ["api-members", 91],
  ["api-memberships", 92],
  ["api-people", 94],
  ["api-clients", 80],
  ["api-tenants", 84],
  // The client of SES is 26 of these.
  ["api-invitations", 120],
  ["api-audit", 84],
  ["api-tenant", 84],
  // The client of DynamoDB, for the brand of a tenant, is 65 of these.
  ["custom-message", 84],
  // The client of EventBridge is 5 of these.
  ["domain-events", 82],
  // All of it but 6 is the page.
  ["panel", 30],
  ["pre-authentication", 76],
  ["stack-records", 80],
  ["post-authentication", 80],
  ["post-confirmation", 80],
  ["pre-token-generation", 82],
  // The formats of passwords are 36 of these, 11 for bcrypt in WebAssembly among them.
  ["user-migration", 123],
  // The list of disposable domains is 52 of these.
  ["pre-sign-up", 138],
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
