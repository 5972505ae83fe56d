import { CASES } from "./cases";
import { decide } from "./evaluate";
import { type PackagedPolicies, packagedPolicies } from "./packaged-policies";

let policies: PackagedPolicies;

beforeAll(async () => {
  policies = await packagedPolicies();
});

test(`in ${CASES.length} cases, everything is denied but what is granted`, async () => {
  const wrong: string[] = [];
  for (const asked of CASES) {
    const allowed = await decide(policies, asked);
    if (allowed !== asked.expected) wrong.push(`${asked.name} is ${allowed ? "allowed" : "denied"}`);
  }
  expect(wrong.slice(0, 60)).toEqual([]);
}, 600_000);
