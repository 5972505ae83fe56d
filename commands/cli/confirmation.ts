import { CommandError } from "./errors";
import { printable } from "./report";
import type { Terminal } from "./terminal";

/** Goes on only if the person at the terminal types yes, or has given `--yes` before. */
export async function confirm(
  { ask, complain }: Pick<Terminal, "ask" | "complain">,
  {
    facts,
    question,
    yes,
  }: { readonly facts: readonly string[]; readonly question: string; readonly yes: boolean },
): Promise<void> {
  complain(facts.map(printable).join("\n"));
  if (yes) return;
  const answer = await ask(`${question} Type yes: `);
  if (answer === undefined)
    throw new CommandError("Nobody is there to confirm it. Give --yes to go on without being asked.");
  if (answer.trim() !== "yes") throw new CommandError("Nothing was changed.");
}
