import { Problem } from "./problem";

/** Calls Cognito with a caller's token. A refusal becomes a problem; a failure stays a fault. */
export async function askingAsOwner<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error) throw problemOf(error) ?? error;
    throw error;
  }
}

function problemOf({ name, message }: Error): Problem | undefined {
  switch (name) {
    case "NotAuthorizedException":
      return /scope/i.test(message)
        ? new Problem("insufficient-scope", "This needs a token with the scope aws.cognito.signin.user.admin")
        : new Problem("not-signed-in", "This token is no longer valid");
    case "UserNotFoundException":
      return new Problem("not-signed-in", "The account of this token no longer exists");
    case "InvalidParameterException":
      return new Problem("invalid-request", "Cognito does not accept one of these values");
    case "TooManyRequestsException":
    case "LimitExceededException":
      return new Problem("too-many-requests", "Please try again later");
    // From AWS WAF in front of the pool.
    case "ForbiddenException":
      return new Problem("refused");
    default:
      return undefined;
  }
}
