import { CognitoError } from "../errors";

/** No pool here has threat protection, which alone keeps a record of sign-ins. */
export const addOnNotEnabled = () =>
  new CognitoError(
    "UserPoolAddOnNotEnabledException",
    "Threat protection is not enabled for this user pool.",
  );
