import { Problem } from "./problem";

/** Asks Cognito in a token's name. What it refuses becomes a problem; what fails stays a fault. */
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
    // AWS WAF before the pool.
    case "ForbiddenException":
      return new Problem("refused");
    default:
      return undefined;
  }
}
