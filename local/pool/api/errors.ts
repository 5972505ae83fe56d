/**
 * An error in the form of the user pools API: type, message and status. The status is 400, unless the service
 * itself has failed.
 */
export class CognitoError extends Error {
  constructor(
    readonly type: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
    this.name = type;
  }
}

const named = (type: string, preset?: string) => (message?: string) =>
  new CognitoError(type, message ?? preset ?? "");

export const aliasExists = (name: string) =>
  new CognitoError("AliasExistsException", `An account with the ${name} already exists.`);
export const codeMismatch = named(
  "CodeMismatchException",
  "Invalid verification code provided, please try again.",
);
export const expiredCode = named(
  "ExpiredCodeException",
  "Invalid code provided, please request a code again.",
);
export const groupExists = named("GroupExistsException", "A group with the name already exists.");
export const invalidIdentityPoolConfiguration = named(
  "InvalidIdentityPoolConfigurationException",
  "Invalid identity pool configuration. Check assigned IAM roles for this pool.",
);
export const invalidLambdaResponse = named("InvalidLambdaResponseException", "Unrecognizable lambda output");
export const invalidParameter = named("InvalidParameterException");
export const invalidPassword = named("InvalidPasswordException");
export const limitExceeded = named(
  "LimitExceededException",
  "Attempt limit exceeded, please try after some time.",
);
export const notAuthorized = named("NotAuthorizedException", "Incorrect username or password.");
export const passwordResetRequired = named(
  "PasswordResetRequiredException",
  "Password reset required for the user",
);
export const refreshTokenReuse = named("RefreshTokenReuseException", "Refresh Token has been used already.");
export const resourceNotFound = named("ResourceNotFoundException");
export const serialization = named("SerializationException");
export const unauthorized = named("UnauthorizedException");
export const unexpectedLambda = named("UnexpectedLambdaException");
export const unsupportedOperation = named("UnsupportedOperationException");
export const unsupportedTokenType = named("UnsupportedTokenTypeException");
export const unsupportedUserState = named("UnsupportedUserStateException");
export const userLambdaValidation = named("UserLambdaValidationException");
export const userNotConfirmed = named("UserNotConfirmedException", "User is not confirmed.");
export const userNotFound = named("UserNotFoundException", "User does not exist.");
export const usernameExists = named(
  "UsernameExistsException",
  "An account with the given email already exists.",
);

export const passkeyChallengeNotFound = named(
  "WebAuthnChallengeNotFoundException",
  "The registration of the passkey was not started, or has taken too long.",
);
export const passkeyClientMismatch = named(
  "WebAuthnClientMismatchException",
  "The access token is of another client than the one that has started the registration.",
);
export const passkeyConfigurationMissing = named(
  "WebAuthnConfigurationMissingException",
  "The user pool has neither a relying party id nor a domain.",
);
export const passkeyNotEnabled = named(
  "WebAuthnNotEnabledException",
  "Passkeys are not enabled for the user pool.",
);
export const passkeyNotSupported = named(
  "WebAuthnCredentialNotSupportedException",
  "The passkey is not supported.",
);
export const passkeyOriginNotAllowed = named(
  "WebAuthnOriginNotAllowedException",
  "The origin of the passkey is not of the relying party.",
);
export const passkeyPartyMismatch = named(
  "WebAuthnRelyingPartyMismatchException",
  "The passkey is for another relying party.",
);

/** The local pool refuses by name what it does not imitate. It never makes up an answer. */
export const notSimulated = (what: string, pool = "user pool"): CognitoError =>
  new CognitoError("NotSimulatedException", `${what} is not simulated by the local ${pool}`, 501);
