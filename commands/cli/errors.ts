/** The command line cannot be understood; the usage is shown with it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** What was asked for is not possible. The message is for the operator. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}
