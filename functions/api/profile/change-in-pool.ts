import { Problem } from "../../../shared/api/problem";
import type { TokenOwner } from "../../../shared/aws/token-owner";
import type { StringMap } from "../../../shared/json";
import type { Run } from "../../../shared/runtime/invocation";

/** Changes the attributes of a token's owner. What Cognito refuses becomes a problem; what fails stays a fault. */
export async function changeInPool(
  owner: TokenOwner,
  accessToken: string,
  attributes: StringMap,
  { signal }: Run,
): Promise<void> {
  try {
    await owner.change(accessToken, attributes, signal);
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
    default:
      return undefined;
  }
}
