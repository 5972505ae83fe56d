import { CASES, type Case } from "./cases";
import { decide } from "./evaluate";
import { type Mutant, mutantsOf } from "./mutants";
import { type PackagedPolicies, packagedPolicies } from "./packaged-policies";

let policies: PackagedPolicies;

beforeAll(async () => {
  policies = await packagedPolicies();
}, 60_000);

/** Those that have found a mutant, the latest first: they find the next one soonest. */
let finders: readonly Case[] = [];

async function isFound({ policies: mutated, concerns }: Mutant): Promise<boolean> {
  for (const asked of new Set([...finders, ...CASES])) {
    if (!concerns(asked) || (await decide(mutated, asked)) === asked.expected) continue;
    finders = [asked, ...finders.filter((other) => other !== asked)];
    return true;
  }
  return false;
}

test("every policy that is weaker in one place makes a case fail", async () => {
  const unnoticed: string[] = [];
  for (const mutant of mutantsOf(policies)) if (!(await isFound(mutant))) unnoticed.push(mutant.name);
  expect(unnoticed).toEqual([]);
}, 600_000);
