/** The content of an invitation's link. */
export interface LinkedInvitation {
  readonly secret: string;
  readonly email: string;
}

/** Only in memory, so nobody finds the secret later. After a reload, the link has to be opened again. */
let invitation: LinkedInvitation | undefined;

export const linkedInvitation = (): LinkedInvitation | undefined => invitation;

/** Takes the invitation out of the address bar, which others see and the browser's history keeps. */
export function takeInvitation(): void {
  const query = new URLSearchParams(location.search);
  const [secret, email] = [query.get("invitation"), query.get("email")];
  history.replaceState(null, "", location.pathname + location.hash);
  if (secret && email) invitation = { secret, email };
}

/** Called when the invitation is used, or is for somebody else. */
export function forgetInvitation(): void {
  invitation = undefined;
}
