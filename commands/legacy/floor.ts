import { verifyLegacyPassword } from "../../functions/user-migration/legacy-passwords";
import type { StoredPassword } from "../../shared/legacy-users/legacy-user";
import type { PasswordRules } from "./hash-finding";

/** With this memory a function has one whole processor, and with less memory a share of it. https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
export const MEMORY_OF_A_PROCESSOR = 1_769;

/** Allows for slower processors on Lambda. The time for the tables is added. */
const MARGIN = 1.5;
const TABLES_MS = 100;
const STEP_MS = 50;

const TIMES = 5;

/** It has a usual length, and a character that some formats try in two spellings. */
const WRONG_PASSWORD = "it's a wrong password";

/** The median time of a verification on this computer. */
export async function measure(stored: StoredPassword, { passwords, secret }: PasswordRules): Promise<number> {
  const taken: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    const begun = performance.now();
    await verifyLegacyPassword(WRONG_PASSWORD, stored, passwords, secret);
    taken.push(performance.now() - begun);
  }
  return taken.sort((one, other) => one - other)[Math.floor(TIMES / 2)] ?? 0;
}

/** How many times longer the same work takes on Lambda. More than one processor does not help with one password. */
export const slownessWith = (memory: number): number => Math.max(1, MEMORY_OF_A_PROCESSOR / memory);

export const floorFor = (milliseconds: number, memory: number): number =>
  Math.ceil((milliseconds * slownessWith(memory) * MARGIN + TABLES_MS) / STEP_MS) * STEP_MS;
