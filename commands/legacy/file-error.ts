import { CommandError } from "../cli/errors";

/** What the operating system has against a file, in one sentence. */
export function fileTrouble(name: string, done: "read" | "written", error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined
    ? error
    : new CommandError(`${name} cannot be ${done} (${code}).`, { cause: error });
}
