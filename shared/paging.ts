/** A part of a list. `next` is where it goes on; a page without entries can have one. */
export interface Page<Entry, Position> {
  readonly entries: readonly Entry[];
  readonly next: Position | undefined;
}

export interface PageRequest<Position> {
  /** How many items are read at most. */
  readonly limit: number;
  readonly from: Position | undefined;
}
