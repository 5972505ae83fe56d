import { createInterface } from "node:readline";

export interface Terminal {
  print(text: string): void;
  complain(text: string): void;
  /** The answer of the person in front of it; `undefined` when nobody is there. */
  ask(question: string): Promise<string | undefined>;
}

/** Questions go to stderr, so that stdout holds nothing but the result. */
export const processTerminal: Terminal = {
  print: (text) => {
    process.stdout.write(`${text}\n`);
  },
  complain: (text) => {
    process.stderr.write(`${text}\n`);
  },
  ask: (question) =>
    new Promise((resolve) => {
      if (!process.stdin.isTTY) {
        resolve(undefined);
        return;
      }
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      let answer: string | undefined;
      lines.question(question, (line) => {
        answer = line;
        lines.close();
      });
      lines.once("close", () => {
        if (answer === undefined) process.stderr.write("\n");
        resolve(answer ?? "");
      });
    }),
};
