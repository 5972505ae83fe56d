import { linkedInvitation } from "../api/invitation";
import { addressNow } from "../page/address";
import type { PanelView } from "../page/shell";
import { confirmView } from "./confirm";
import { forgotPasswordView } from "./forgot-password";
import { signInView } from "./sign-in";
import { signUpView } from "./sign-up";

type Show = (view: PanelView) => void;

/** By the first word of an address. */
const VIEWS: Readonly<Record<string, (show: Show) => PanelView>> = {
  "sign-in": signInView,
  "forgot-password": forgotPasswordView,
  confirm: (show) => confirmView(show),
};

/** Whether an address is for people who are not signed in. */
export const isForSignedOut = ([first = ""]: readonly string[]): boolean => Object.hasOwn(VIEWS, first);

/** The view for a person who is not signed in. With the link of an invitation, it is the sign-up. */
export function signedOutView(show: Show): PanelView {
  const invitation = linkedInvitation();
  const named = VIEWS[addressNow().path[0] ?? ""];
  if (named !== undefined) return named(show);
  return invitation === undefined ? signInView(show) : signUpView(invitation, show);
}
