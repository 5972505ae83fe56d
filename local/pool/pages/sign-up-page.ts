import { html } from "../../html";
import { signUp } from "../api/sign-up/sign-up";
import { policyInWords } from "./challenge-page";
import { confirmUserPage } from "./confirm-user-page";
import { field, type PageAnswer } from "./document";
import { signInPage } from "./sign-in-page";
import { formPage, type Guest, runFor, type Said, typedIn, type Visit } from "./visit";
import { wordsOf } from "./words";

const PREFIX = "attribute:";

export function signUpPage(guest: Guest, { login, ...said }: Said = {}): PageAnswer {
  const { settings } = guest.pool;
  if (settings.onlyAdministratorsCreate)
    return signInPage(guest, { alert: "Only administrators create accounts here." });
  const typed = (name: string) => typedIn(guest.request, PREFIX + name);
  return formPage(guest, {
    ...said,
    title: "Sign up",
    path: "/signup",
    fields: html`${field({ label: "E-mail address", name: "username", type: "email", autocomplete: "username", value: login })}
${missingNames(guest).map((name) => field({ label: labelOf(name), name: PREFIX + name, autocomplete: "on", value: typed(name) }))}
${field({ label: "Password", name: "password", type: "password", autocomplete: "new-password", hint: policyInWords(settings.passwordPolicy) })}`,
    button: "Sign up",
    links: { "/login": "You have an account? Sign in" },
  });
}

/** What the pool requires of everybody besides an address. */
const missingNames = ({ pool }: Guest): readonly string[] =>
  pool.settings.schema
    .filter(({ name, required }) => required && name !== "sub" && name !== "email")
    .map(({ name }) => name);

const labelOf = (name: string): string => {
  const words = name.replace(/^custom:/, "").replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export async function takeSignUp(visit: Visit): Promise<PageAnswer> {
  const { request, refused } = visit;
  const login = typedIn(request, "username");
  const UserAttributes = missingNames(visit).map((Name) => ({
    Name,
    Value: typedIn(request, PREFIX + Name),
  }));
  try {
    const { UserConfirmed, CodeDeliveryDetails } = await runFor(visit, signUp, login, {
      Password: request.form.get("password") ?? "",
      UserAttributes,
    });
    return UserConfirmed || CodeDeliveryDetails === undefined
      ? signInPage(visit, { login, notice: "You have an account. Sign in." })
      : confirmUserPage(visit, { login, notice: `A code was sent to ${CodeDeliveryDetails.Destination}.` });
  } catch (error) {
    refused(login, error);
    return signUpPage(visit, { login, alert: wordsOf(error) });
  }
}
