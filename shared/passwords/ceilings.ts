/** The most that checking a hash may cost. It is compared before any hashing, so a hostile hash costs nothing. */
export interface Ceilings {
  /** The logarithm of bcrypt's rounds. */
  readonly bcryptCost: number;
  /** The memory of argon2 and scrypt, in MiB. */
  readonly memoryMib: number;
  /** How often argon2 goes over its memory. */
  readonly passes: number;
  /** The lanes of argon2. Those of scrypt are worked through one after the other, and count only as work. */
  readonly lanes: number;
  /** The memory that argon2 and scrypt go through in all, over every pass and lane, in MiB. */
  readonly memoryWorkMib: number;
  /** The rounds of PBKDF2. */
  readonly iterations: number;
  /** The rounds of everything else: SHA-crypt, phpass, Drupal, repeated digests. */
  readonly rounds: number;
}

/**
 * The highest ceilings that a stage can have. What fits into Cognito's five seconds depends on the memory of
 * user-migration.
 */
export const CEILINGS: Ceilings = {
  bcryptCost: 15,
  memoryMib: 256,
  passes: 16,
  lanes: 16,
  memoryWorkMib: 1_024,
  iterations: 4_000_000,
  rounds: 1_000_000,
};

/** The default ceilings of a stage. They fit into Cognito's five seconds with 1024 MB. */
export const USUAL_CEILINGS: Ceilings = {
  ...CEILINGS,
  bcryptCost: 13,
  iterations: 2_000_000,
  rounds: 700_000,
};

/** About as many bytes as one round hashes. Longer input counts as more rounds. */
export const BYTES_OF_A_ROUND = 128;

export type CeilingName = keyof Ceilings;

/** What checking a password takes. */
export type Cost = Partial<Ceilings>;

/** The cost of a check that may be made a second time, with another spelling of the password. */
export const twice = ({ bcryptCost, rounds, iterations, memoryWorkMib, ...cost }: Cost): Cost => ({
  ...cost,
  ...(bcryptCost !== undefined && { bcryptCost: bcryptCost + 1 }),
  ...(rounds !== undefined && { rounds: 2 * rounds }),
  ...(iterations !== undefined && { iterations: 2 * iterations }),
  ...(memoryWorkMib !== undefined && { memoryWorkMib: 2 * memoryWorkMib }),
});

export const exceeds = (cost: Cost, ceilings: Ceilings): boolean =>
  Object.entries(cost).some(([name, value]) => !(value <= ceilings[name as CeilingName]));

/** The ceilings of a stage, and the highest ones where it sets none. No stage can exceed those. */
export const lowest = (ceilings: Partial<Ceilings> = {}): Ceilings => {
  const entries = Object.entries(CEILINGS).map(([name, highest]) => [
    name,
    Math.min(ceilings[name as CeilingName] ?? highest, highest),
  ]);
  return Object.fromEntries(entries);
};
