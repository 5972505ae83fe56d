/** The reasons for which Cognito writes to people. */
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
