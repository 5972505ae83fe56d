import type { Verdict } from "../../../shared/passwords";
import { judge, type Vector } from "./vectors";

const ALPHABETS = ["0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** Each character of the digest, replaced by its neighbour of the same kind; of the last field, if none is named. */
function withEachChange(hash: string, digest = /[^$:,}"]+$/.exec(hash)?.[0] ?? hash): string[] {
  const start = hash.indexOf(digest);
  return [...digest].flatMap((character, place) => {
    const alphabet = ALPHABETS.find((letters) => letters.includes(character));
    if (alphabet === undefined) return [];
    const next = alphabet[(alphabet.indexOf(character) + 1) % alphabet.length];
    return [hash.slice(0, start + place) + next + hash.slice(start + place + 1)];
  });
}

/** No other digest matches than the stored one, and none that was cut or written differently. */
export function testEachDigest(title: string, vectors: readonly (Vector & { digest?: string })[]): void {
  test.each(vectors)(`${title}: no neighbour of $hash`, async ({ password, digest, ...stored }) => {
    expect(await judge(password, stored)).toBe("match");
    const { hash } = stored;
    const written = [hash.toUpperCase(), hash.toLowerCase(), `${hash}\n`, hash + hash, `${hash}\0`];
    const accepted: string[] = [];
    for (const other of [...withEachChange(hash, digest), ...written].filter((each) => each !== hash))
      if ((await judge(password, { ...stored, hash: other })) === "match") accepted.push(other);
    for (const candidate of [`${password}\n`, `${password} `, ` ${password}`])
      if ((await judge(candidate, stored)) === "match") accepted.push(candidate);
    expect(accepted).toEqual([]);
  });
}

/** Worked through, most of these would take hours or more memory than there is. */
export function testVerdicts(
  verdict: Verdict,
  stored: readonly (string | { hash: string; [parameter: string]: unknown })[],
): void {
  test.each(stored.map((each) => (typeof each === "string" ? { hash: each } : each)))(
    `${verdict}: $hash`,
    async ({ hash, ...beside }) => {
      expect(await judge("password", { hash, beside })).toBe(verdict);
    },
  );
}
