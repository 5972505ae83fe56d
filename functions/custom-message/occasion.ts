import type { Occasion } from "../../shared/messages/occasion";

const OCCASION_OF_SOURCE: ReadonlyMap<string, Occasion> = new Map([
  ["CustomMessage_SignUp", "sign-up"],
  ["CustomMessage_ResendCode", "resend-code"],
  ["CustomMessage_AdminCreateUser", "invitation"],
  ["CustomMessage_ForgotPassword", "forgot-password"],
  ["CustomMessage_UpdateUserAttribute", "update-attribute"],
  ["CustomMessage_VerifyUserAttribute", "verify-attribute"],
  ["CustomMessage_Authentication", "sign-in"],
]);

export const occasionOf = (triggerSource: string): Occasion | undefined =>
  OCCASION_OF_SOURCE.get(triggerSource);
