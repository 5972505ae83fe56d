/** How a type of resource is treated. */
export interface Imitation {
  /**
   * The properties that are imitated, by path: with any value, or only with the listed ones. A path includes everything below it.
   * Positions in lists are not part of paths. `any` stands for all properties.
   */
  readonly imitated: Readonly<Record<string, "any" | readonly string[]>> | "any";
  /** Properties that change no answer, with their names in the start-up line. */
  readonly withoutEffect?: Readonly<Record<string, string>>;
  /** Whether a reference to a secret outside of the stack may stay a reference. */
  readonly keepsExternalSecrets?: true;
}

/** The imitations by type of resource. */
export type Imitations = Readonly<Record<string, Imitation>>;
