import { operatorPeopleTable } from "../../shared/people/operator-people-table";
import type { KnownPerson } from "../../shared/people/person";
import { peopleAt } from "../../shared/people/person-search";
import type { CommandDependencies } from "../cli/command";
import { CommandError } from "../cli/errors";
import { emailFrom } from "../cli/values";

/** The sub of a person who is named by sub, or by an address that only they have. */
export async function subOf(
  word: string,
  { stage, signal }: Pick<CommandDependencies, "stage" | "signal">,
): Promise<string> {
  if (!word.includes("@")) return word;
  const { address } = emailFrom(word);
  const people = await stage.open("PeopleTable", operatorPeopleTable);
  const [found, ...others] = await peopleAt(people, address, signal);
  if (found === undefined)
    throw new CommandError(
      `Nobody has the address ${address}. If it is excluded: npm run people:lift-exclusion -- ${address}`,
    );
  if (others.length > 0)
    throw new CommandError(
      `Several people have the address ${address}: ${[found, ...others].map(describe).join(", ")}. Name one by sub.`,
    );
  return found.profile.sub;
}

const describe = ({ profile: { sub, status, origin, emailVerified } }: KnownPerson): string =>
  `${sub} (${status}, ${origin}, address ${emailVerified ? "proven" : "not proven"})`;
