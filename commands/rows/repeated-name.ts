/** A string of JSON, with the colon after it if it is a name; or the beginning or end of an object. */
const PART = /("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}]/g;

/** Whether an object has a name twice, of which a parser keeps the last value only. The text must be valid JSON. */
export function hasRepeatedName(json: string): boolean {
  const open: Set<unknown>[] = [];
  for (const [part, text = "", colon] of json.matchAll(PART)) {
    if (part === "{") open.push(new Set());
    else if (part === "}") open.pop();
    else if (colon !== undefined) {
      const names = open.at(-1);
      const name: unknown = JSON.parse(text);
      if (names?.has(name)) return true;
      names?.add(name);
    }
  }
  return false;
}
