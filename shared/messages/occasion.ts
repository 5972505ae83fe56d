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
