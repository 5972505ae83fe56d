export function runServerless(
  args: readonly string[],
  folder: string,
): Promise<{ readonly succeeded: boolean; readonly output: string }>;
