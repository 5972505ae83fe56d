import { isThrottling } from "./stores/patience";
import type { Place } from "./table-names";

/** What an operator can do about an error of AWS, the network or the credentials; `undefined` for any other error. */
export function complaintAbout(
  error: unknown,
  { region, endpoint }: Place,
  service = "DynamoDB",
): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const where = endpoint ?? `${service} in ${region}`;
  if (isThrottling(error)) return `${where} takes fewer requests at a time, also after a while.`;
  switch (error.name) {
    case "CredentialsProviderError":
      return `There are no usable AWS credentials (${firstLine(error)}). Set AWS_PROFILE or sign in, for instance with: aws sso login`;
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
      return `AWS does not accept these credentials for ${where} (${firstLine(error)}).`;
    case "AccessDenied":
    case "AccessDeniedException":
      return `These credentials do not allow it: ${firstLine(error)}`;
    case "ResourceNotFoundException":
      return `A table does not exist at ${where}. Check the table names in the environment.`;
    case "FaultError":
      return `This is a fault: ${firstLine(error)}.`;
    case "TimeoutError":
      return `${where} does not answer in time.`;
    default:
      return isUnreachable(error) ? `${where} cannot be reached (${error.code}).` : undefined;
  }
}

const UNREACHABLE = ["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"];

const isUnreachable = (error: Error): error is Error & { code: string } =>
  "code" in error && typeof error.code === "string" && UNREACHABLE.includes(error.code);

const firstLine = ({ message }: Error): string => message.split("\n")[0] ?? "";
