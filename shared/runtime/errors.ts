/**
 * A refusal whose message is written for the person who reads it in the browser.
 * Cognito appends a period to it, so the message ends without one.
 */
export class RejectionError extends Error {
  override readonly name = "RejectionError";

  constructor(
    /** Names the rule in the log, never shown to the person. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** A fault of configuration or data whose message holds nothing personal and may be logged. */
export class FaultError extends Error {
  override readonly name = "FaultError";
}

/**
 * Said of old, suspended and removed people alike, so that it tells strangers no more than that the address is known. Our API
 * answers it as it answers Cognito's own refusal of such an address.
 */
export const KNOWN_ADDRESS = "An account with this e-mail address already exists";

/** All that anybody outside is told of a fault. */
export const NEUTRAL = "This is not possible at the moment. Please try again later";
