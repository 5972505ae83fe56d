import { AccessError } from "../access";

/** Why a signature is refused. */
export type SignatureFault =
  /** Nothing is signed. */
  | "missing"
  /** What should be a signature cannot be read. */
  | "malformed"
  | "unknown key"
  /** The session token is invalid, or belongs to another key. */
  | "token"
  /** The session is over. */
  | "expired"
  /** For another region or service, or another day than the request's. */
  | "scope"
  /** A header that has to be signed is not. */
  | "unsigned header"
  /** The request is too old, or from the future. */
  | "time"
  /** The time of a presigned address is over. */
  | "late"
  /** The body is not the signed one. */
  | "body"
  | "not imitated"
  | "mismatch";

/** How a service says it. */
export type Words = Readonly<Record<SignatureFault, (detail: string) => AccessError>>;

const says =
  (code: string, message: string, status: number) =>
  (detail: string): AccessError =>
    new AccessError(code, message.replace("{}", detail), status);

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export const S3_WORDS: Words = {
  missing: says("AccessDenied", "Access Denied", 403),
  malformed: says("AuthorizationHeaderMalformed", "The authorization header is malformed; {}", 400),
  "unknown key": says(
    "InvalidAccessKeyId",
    "The AWS Access Key Id you provided does not exist in our records.",
    403,
  ),
  token: says("InvalidToken", "The provided token is malformed or otherwise invalid.", 400),
  expired: says("ExpiredToken", "The provided token has expired.", 400),
  scope: says("AuthorizationHeaderMalformed", "The authorization header is malformed; {}", 400),
  "unsigned header": says(
    "AccessDenied",
    "There were headers present in the request which were not signed: {}",
    403,
  ),
  time: says(
    "RequestTimeTooSkewed",
    "The difference between the request time and the current time is too large.",
    403,
  ),
  late: says("AccessDenied", "Request has expired", 403),
  body: says(
    "XAmzContentSHA256Mismatch",
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    400,
  ),
  "not imitated": says("NotImplemented", "{} is not imitated by the local edition", 501),
  mismatch: says(
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    403,
  ),
};

const MISMATCH =
  "The request signature we calculated does not match the signature you provided. " +
  "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/CommonErrors.html */
export const DYNAMODB_WORDS: Words = {
  missing: says("MissingAuthenticationTokenException", "Request is missing Authentication Token", 400),
  malformed: says("IncompleteSignatureException", "The request signature is malformed; {}", 400),
  "unknown key": says(
    "UnrecognizedClientException",
    "The security token included in the request is invalid.",
    400,
  ),
  token: says("UnrecognizedClientException", "The security token included in the request is invalid.", 400),
  expired: says("ExpiredTokenException", "The security token included in the request is expired", 400),
  scope: says("InvalidSignatureException", "{}", 400),
  "unsigned header": says("InvalidSignatureException", "{} must be a signed header", 400),
  time: says("InvalidSignatureException", "Signature expired or not yet current: {}", 400),
  late: says("InvalidSignatureException", "Signature expired: {}", 400),
  body: says("InvalidSignatureException", MISMATCH, 400),
  "not imitated": says("InvalidSignatureException", "{} is not imitated by the local edition", 400),
  mismatch: says("InvalidSignatureException", MISMATCH, 400),
};
