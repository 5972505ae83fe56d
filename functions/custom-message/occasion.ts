/** Why Cognito writes to somebody, in our words. */
export const OCCASIONS = [
  "sign-up",
  "resend-code",
  "invitation",
  "forgot-password",
  "update-attribute",
  "verify-attribute",
  "sign-in",
] as const;

export type Occasion = (typeof OCCASIONS)[number];

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
