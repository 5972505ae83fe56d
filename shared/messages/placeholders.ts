/** What Cognito replaces in a message before it sends it. The real code is never seen here. */
export interface Placeholders {
  readonly code: string;
  readonly username?: string;
}
