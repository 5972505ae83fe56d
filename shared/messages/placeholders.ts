/** The placeholders that Cognito replaces in a message before it sends it. The trigger never sees the real code. */
export interface Placeholders {
  readonly code: string;
  readonly username?: string;
}
