import { type CommandLineDependencies, runCommandLine } from "../../commands/cli/command-line";

export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in this process. By default there are no AWS credentials and no running edition. */
export async function runCommand(
  words: readonly string[],
  { answer, ...changes }: Partial<CommandLineDependencies> & { readonly answer?: string | undefined } = {},
): Promise<CommandResult> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommandLine(words, {
    environment: {},
    terminal: {
      printResult: (text) => out.push(text),
      printMessage: (text) => err.push(text),
      // Without an answer, nobody is at the terminal.
      ask: async (question) => {
        if (answer !== undefined) err.push(question);
        return answer;
      },
    },
    clock: () => new Date(),
    readParameters: async () => ({}),
    findRunningEdition: async () => undefined,
    hasAwsCredentials: async () => false,
    ...changes,
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}
