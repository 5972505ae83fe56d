import { CognitoError } from "../errors";

/** Only threat protection keeps a record of sign-ins, and no pool here has it. */
export const addOnNotEnabled = () =>
  new CognitoError(
    "UserPoolAddOnNotEnabledException",
    "Threat protection is not enabled for this user pool.",
  );
