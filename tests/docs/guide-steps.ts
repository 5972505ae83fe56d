/** Commands of a guide. */
export interface Step {
  /** Where they begin. */
  readonly line: number;
  readonly commands: string;
  /** What they print; undefined where no answer is shown. */
  readonly answer: unknown;
}

/** The shell blocks of a guide, each with the JSON block that answers it: the next one, if no other block is between. */
export function readSteps(guide: string): readonly Step[] {
  const blocks = [...guide.matchAll(/^```(\w+)\n(.*?)^```$/gms)];
  return blocks.flatMap(([, language, commands = ""], index) => {
    if (language !== "bash") return [];
    const [, next, answer = ""] = blocks[index + 1] ?? [];
    const line = guide.slice(0, blocks[index]?.index).split("\n").length;
    return [{ line, commands, answer: next === "json" ? JSON.parse(answer) : undefined }];
  });
}
