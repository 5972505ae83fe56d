import { CASES, type Case } from "./cases";
import { decide } from "./evaluate";
import { type Mutant, mutantsOf } from "./mutants";
import { type PackagedPolicies, packagedPolicies } from "./packaged-policies";

/**
 * Of somebody without the tag, such as a backend, the variable is open, and to the evaluator that alone keeps the statement from
 * holding. AWS does not promise as much.
 */
const SEEN_IN_AWS_ALONE =
  "FilesBucketPolicy, NoFilesOfOthers: without the condition Null aws:PrincipalTag/tenant_id";

let policies: PackagedPolicies;

beforeAll(async () => {
  policies = await packagedPolicies();
});

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
  expect(unnoticed).toEqual([SEEN_IN_AWS_ALONE]);
}, 600_000);
