import { CommandError } from "../cli/errors";

/** Commands that take access away require this option before the platform has no operator left. */
export const EVEN_LAST_OPERATOR = {
  "even-last-operator": { explanation: "also if nobody else administers the platform" },
} as const;

export const lastOperator = (sub: string): CommandError =>
  new CommandError(
    `${sub} alone administers the platform. Make somebody else an operator first (npm run operators:add -- <e-mail>), or ` +
      "say --even-last-operator.",
  );
