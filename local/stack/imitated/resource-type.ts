/** How a type of resource is treated. */
export interface Imitation {
  /**
   * The properties that are imitated, by their paths: with any value, or with the listed values. A path stands for
   * everything below it, and lists do not appear in paths. The value "any" stands for all properties.
   */
  readonly imitated: Readonly<Record<string, "any" | readonly string[]>> | "any";
  /** Properties that change no answer, with their names in the start-up line. */
  readonly withoutEffect?: Readonly<Record<string, string>>;
  /** Whether a reference to a secret outside of the stack may stay a reference. */
  readonly keepsExternalSecrets?: true;
}

/** The imitations by type of resource. */
export type Imitations = Readonly<Record<string, Imitation>>;
