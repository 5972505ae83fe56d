import type { Place } from "../stage/place";
import { POOL_VARIABLE } from "../stage/user-pool";
import { isThrottling } from "../stores/retry-throttled";

/** Describes an error of AWS, the network or the credentials, and what to do about it; `undefined` for any other error. */
export function describeAwsError(
  error: unknown,
  { region, endpoint }: Place,
  service: "DynamoDB" | "Cognito" | "CloudWatch" | "Parameter Store" = "DynamoDB",
): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const where = endpoint ?? `${service} in ${region}`;
  const hint = service === "CloudWatch" || service === "Parameter Store" ? "" : hintAt(endpoint);
  if (isThrottling(error)) return `${where} still throttles requests after many attempts.`;
  switch (error.name) {
    case "CredentialsProviderError":
      return `There are no usable AWS credentials (${firstLine(error)}). Set AWS_PROFILE or sign in, for instance with aws sso login.${hint}`;
    case "ExpiredToken":
    case "ExpiredTokenException":
      return "The AWS credentials have expired. Sign in again, for instance with: aws sso login";
    case "IncompleteSignature":
    case "IncompleteSignatureException":
    case "InvalidClientTokenId":
    case "InvalidSignatureException":
    case "MissingAuthenticationToken":
    case "MissingAuthenticationTokenException":
    case "UnrecognizedClientException":
      return `AWS rejects these credentials for ${where} (${firstLine(error)}).`;
    case "AccessDenied":
    case "AccessDeniedException":
      return `These credentials do not permit this: ${firstLine(error)}`;
    case "ResourceNotFoundException":
      if (service === "Cognito")
        return `${where} has no such user pool, or no such app client (${firstLine(error)}). Check ${POOL_VARIABLE} in the environment, --pool and --client.`;
      return `${where} has no such table. Check the table names in the environment.`;
    case "FaultError":
      return `Unexpected fault: ${firstLine(error)}.`;
    case "AliasExistsException":
      return "Another user of the pool has taken this address in the meantime.";
    case "UserNotFoundException":
      return "The user is no longer in the user pool.";
    case "TimeoutError":
      return `${where} does not answer in time.${hint}`;
    default:
      return isUnreachable(error) ? `${where} cannot be reached (${error.code}).${hint}` : undefined;
  }
}

const hintAt = (endpoint: string | undefined): string =>
  endpoint === undefined
    ? " For a stage on this computer, run npm start, or give the URL of its DynamoDB as --endpoint."
    : " To run a stage on this computer: npm start. --endpoint is the URL of its DynamoDB, --pool-endpoint of its user pool.";

const UNREACHABLE = ["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"];

const isUnreachable = (error: Error): error is Error & { code: string } =>
  "code" in error && typeof error.code === "string" && UNREACHABLE.includes(error.code);

const firstLine = ({ message }: Error): string => message.split("\n")[0] ?? "";
