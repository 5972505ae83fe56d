/** A fault of configuration or data whose message holds nothing personal and may be logged. */
export class FaultError extends Error {
  override readonly name = "FaultError";
}
