import { Problem } from "../../../shared/api/problem";
import { askingAsOwner } from "../../../shared/api/token-problems";
import { UncertainError } from "../../../shared/runtime/errors";

/** Asks Cognito for the passkeys of a token's owner. What it refuses becomes a problem; what fails stays a fault. */
export const askingForPasskeys = <Answer>(ask: () => Promise<Answer>): Promise<Answer> =>
  askingAsOwner(async () => {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof UncertainError)
        throw error.withAdvice(
          "It is not certain that your passkeys have changed. Please look at the list of them before you try again",
        );
      if (error instanceof Error) throw problemOf(error) ?? error;
      throw error;
    }
  });

function problemOf({ name }: Error): Problem | undefined {
  switch (name) {
    case "ResourceNotFoundException":
      return new Problem("not-found", "You have no such passkey");
    case "LimitExceededException":
      return new Problem("conflict", "You have as many passkeys as anybody can. Delete one first");
    case "WebAuthnChallengeNotFoundException":
    case "WebAuthnClientMismatchException":
      return new Problem("conflict", "This was not begun here, or too long ago. Please begin again");
    case "WebAuthnOriginNotAllowedException":
    case "WebAuthnRelyingPartyMismatchException":
      return wrongCredential("is for another domain");
    case "WebAuthnCredentialNotSupportedException":
      return wrongCredential("is of a kind that this stage does not take");
    case "InvalidParameterException":
      return new Problem("invalid-request", "Cognito does not accept this passkey");
    case "WebAuthnNotEnabledException":
      return noPasskeys();
    case "PasswordResetRequiredException":
      return new Problem("reset-required");
    default:
      return undefined;
  }
}

export const noPasskeys = (): Problem => new Problem("refused", "Nobody signs in here by a passkey");

export const wrongCredential = (detail: string): Problem =>
  new Problem("invalid-request", undefined, [{ field: "credential", detail }]);
