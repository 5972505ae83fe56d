/** What the link of an invitation says. */
export interface LinkedInvitation {
  readonly secret: string;
  readonly email: string;
}

/** In memory alone, where nobody finds the secret later. After a reload, the link opens the page again. */
let invitation: LinkedInvitation | undefined;

export const linkedInvitation = (): LinkedInvitation | undefined => invitation;

/** Takes it out of the address bar, which the history keeps and others see. */
export function takeInvitation(): void {
  const query = new URLSearchParams(location.search);
  const [secret, email] = [query.get("invitation"), query.get("email")];
  history.replaceState(null, "", location.pathname + location.hash);
  if (secret && email) invitation = { secret, email };
}

/** It has done its work, or is for somebody else. */
export function forgetInvitation(): void {
  invitation = undefined;
}
