interface Step {
  readonly request: { readonly headers: Record<string, string> };
}
type Next = (step: Step) => Promise<unknown>;

/** The part of a command's middleware stack that is used here. The stack's own type differs for each command. */
interface Stack {
  add(middleware: (next: Next) => Next, options: { readonly step: "finalizeRequest" }): void;
}

const LONGEST = 512;

/** Puts the caller's user agent in front of the SDK's own. */
export function by<Command extends { readonly middlewareStack: object }>(
  userAgent: string | undefined,
  command: Command,
): Command {
  const told = userAgent?.replace(/[^\x20-\x7e]/g, "").slice(0, LONGEST);
  if (told)
    (command.middlewareStack as Stack).add(
      (next) => (step) => {
        const { headers } = step.request;
        headers["user-agent"] = `${told} ${headers["user-agent"]}`;
        return next(step);
      },
      { step: "finalizeRequest" },
    );
  return command;
}
