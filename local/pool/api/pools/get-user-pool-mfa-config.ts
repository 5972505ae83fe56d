import { NAMED_POOL } from "../input/members";
import { forAdministrators } from "../operation";
import { mfaConfig } from "./mfa-config";

export const getUserPoolMfaConfig = forAdministrators("GetUserPoolMfaConfig", NAMED_POOL, mfaConfig);
