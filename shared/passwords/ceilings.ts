/** What working a hash through may take. Compared before any hashing, so that a hostile hash costs nothing. */
export interface Ceilings {
  /** The logarithm of bcrypt's rounds. */
  readonly bcryptCost: number;
  /** What argon2 and scrypt fill, in MiB. */
  readonly memoryMib: number;
  /** How often argon2 goes over its memory. */
  readonly passes: number;
  /** How many lanes argon2 has. Those of scrypt are worked through one after the other and only count as work. */
  readonly lanes: number;
  /** argon2 and scrypt: MiB that are gone through in all, over every pass and lane. */
  readonly memoryWorkMib: number;
  /** The rounds of PBKDF2. */
  readonly iterations: number;
  /** The rounds of everything else: SHA-crypt, phpass, Drupal, repeated digests. */
  readonly rounds: number;
}

/** The highest that a stage can have; what fits into Cognito's five seconds depends on the memory of user-migration. */
export const CEILINGS: Ceilings = {
  bcryptCost: 15,
  memoryMib: 256,
  passes: 16,
  lanes: 16,
  memoryWorkMib: 1_024,
  iterations: 4_000_000,
  rounds: 1_000_000,
};

/** Those of a stage that does not say otherwise: they fit into Cognito's five seconds with 1024 MB. */
export const USUAL_CEILINGS: Ceilings = {
  ...CEILINGS,
  bcryptCost: 13,
  iterations: 2_000_000,
  rounds: 700_000,
};

/** What is hashed in one round, about; what is longer counts as more of them. */
export const BYTES_OF_A_ROUND = 128;

export type CeilingName = keyof Ceilings;

/** What checking a password takes. */
export type Cost = Partial<Ceilings>;

/** Of a check that may have to be made a second time, on another spelling of the password. */
export const twice = ({ bcryptCost, rounds, iterations, memoryWorkMib, ...cost }: Cost): Cost => ({
  ...cost,
  ...(bcryptCost !== undefined && { bcryptCost: bcryptCost + 1 }),
  ...(rounds !== undefined && { rounds: 2 * rounds }),
  ...(iterations !== undefined && { iterations: 2 * iterations }),
  ...(memoryWorkMib !== undefined && { memoryWorkMib: 2 * memoryWorkMib }),
});

export const exceeds = (cost: Cost, ceilings: Ceilings): boolean =>
  Object.entries(cost).some(([name, value]) => !(value <= ceilings[name as CeilingName]));

/** What a stage sets, and the highest ones besides. No stage can go beyond these. */
export const lowest = (ceilings: Partial<Ceilings> = {}): Ceilings => {
  const entries = Object.entries(CEILINGS).map(([name, highest]) => [
    name,
    Math.min(ceilings[name as CeilingName] ?? highest, highest),
  ]);
  return Object.fromEntries(entries);
};
