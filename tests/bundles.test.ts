import { statSync } from "node:fs";
import path from "node:path";
import { packageFolder } from "./packaged-service";

/** Kilobytes of the archive that is uploaded; cold starts grow with it. */
const BUDGETS: [name: string, kilobytes: number][] = [
  ["api-auth", 80],
  ["api-profile", 97],
  ["custom-message", 15],
  ["pre-authentication", 85],
  ["post-authentication", 90],
  ["post-confirmation", 90],
  ["pre-token-generation", 90],
  // The formats of passwords are 25 of these.
  ["user-migration", 120],
  // The list of disposable domains is 52 of these.
  ["pre-sign-up", 145],
];

test.each(BUDGETS)("%s is at most %d kB", (name, kilobytes) => {
  expect(statSync(path.join(packageFolder(), `${name}.zip`)).size).toBeLessThanOrEqual(kilobytes * 1_000);
});
