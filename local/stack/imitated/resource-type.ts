/** How a type of resource is treated. */
export interface Imitation {
  /**
   * The properties that are imitated, by their paths: with all their values, or with the listed ones. A path stands for
   * everything below it. Lists do not show in paths. Or all properties, whatever they are.
   */
  readonly imitated: Readonly<Record<string, "any" | readonly string[]>> | "any";
  /** Properties that change no answer, with their names in the start-up line. */
  readonly withoutEffect?: Readonly<Record<string, string>>;
  /** Whether a reference to a secret of somebody else may stay a reference. */
  readonly keepsExternalSecrets?: true;
}

/** The imitations by type of resource. */
export type Imitations = Readonly<Record<string, Imitation>>;
