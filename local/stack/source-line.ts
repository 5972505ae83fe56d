import { SourceMap } from "node:module";

/** The folders of a function's own code. All other code comes from packages. */
const OWN = /^(functions|shared)\//;

/** The innermost frame in our own code, as `<file>:<line>`. */
export function sourceLine(stack: readonly string[], bundle: string, map: string): string | undefined {
  const sources = new SourceMap(JSON.parse(map));
  for (const frame of stack) {
    const [, file = "", line, column] = /([^\\/(]+):(\d+):(\d+)\)?$/.exec(frame) ?? [];
    if (file !== bundle) continue;
    const entry = sources.findEntry(Number(line) - 1, Number(column) - 1);
    if ("originalSource" in entry && OWN.test(entry.originalSource))
      return `${entry.originalSource}:${entry.originalLine + 1}`;
  }
  return undefined;
}
