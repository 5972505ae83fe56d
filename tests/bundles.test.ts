import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { packageFolder } from "./harness/packaged-service";

/** Kilobytes of the archive that is uploaded; cold starts grow with it. */
const BUDGETS: [name: string, kilobytes: number][] = [
  // The commands for passkeys are 1 of these.
  ["api-auth", 65],
  ["api-profile", 73],
  ["api-sessions", 66],
  ["api-passkeys", 67],
  ["api-members", 73],
  ["api-memberships", 72],
  ["api-people", 75],
  ["api-clients", 66],
  ["api-tenants", 70],
  // The client of SES is 13 of these.
  ["api-invitations", 91],
  ["api-audit", 65],
  ["api-tenant", 66],
  // The client of DynamoDB, for the brand of a tenant, is 51 of these.
  ["custom-message", 70],
  // The client of EventBridge is 4 of these.
  ["domain-events", 65],
  // All of it but 6 is the page.
  ["panel", 27],
  ["pre-authentication", 58],
  ["stack-records", 60],
  ["post-authentication", 66],
  ["post-confirmation", 67],
  ["pre-token-generation", 70],
  // The formats of passwords are 36 of these, 11 for bcrypt in WebAssembly among them.
  ["user-migration", 110],
  // The list of disposable domains is 52 of these.
  ["pre-sign-up", 124],
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
