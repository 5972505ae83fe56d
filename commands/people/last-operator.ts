import { CommandError } from "../cli/errors";

/** What takes access away from somebody asks for this before it leaves the platform to nobody. */
export const EVEN_LAST_OPERATOR = {
  "even-last-operator": { explanation: "also if nobody else administers the platform" },
} as const;

export const lastOperator = (sub: string): CommandError =>
  new CommandError(
    `${sub} alone administers the platform. Make somebody else an operator first (npm run operators:add -- <e-mail>), or ` +
      "say --even-last-operator.",
  );
