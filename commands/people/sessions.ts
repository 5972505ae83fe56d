import { poolUsers } from "../../shared/aws/pool-users";
import { sessionsEnder } from "../../shared/aws/sessions";
import type { SignOut } from "../../shared/people/member-changes";
import type { CommandDependencies } from "../cli/command";

/** Ends sessions at the pool. If the pool cannot be reached, they end when their next token is refused. */
export const sessionsEnding = ({
  stage,
  terminal,
}: Pick<CommandDependencies, "stage" | "terminal">): SignOut =>
  sessionsEnder({
    signOut: async (username, signal) => (await stage.openPool(poolUsers)).signOut(username, signal),
  })({
    warn: () =>
      terminal.printMessage("Their sessions at the pool could not be ended; they end with the next token."),
  });
