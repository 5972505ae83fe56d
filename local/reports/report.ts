/** Something that has happened in the running suite, told to the developer in one line. */
export interface Report {
  readonly at: Date;
  /** Where: a trigger, a request of the API, an operation of the pool, a medium. */
  readonly what: string;
  /** Such as `refused`, `fault`, `sent`, or the status of an answer. */
  readonly outcome: string;
  /** An address where one is known; this is a laptop. */
  readonly who: string;
  readonly why: string;
  readonly mood: "good" | "refused" | "fault" | "sent";
  /** Lines that a function has written besides. */
  readonly words?: readonly string[];
  /** What only --verbose shows: it went as it should, and says so elsewhere too. */
  readonly isRoutine: boolean;
}
