import { html } from "../../html";
import { signUp } from "../api/sign-up/sign-up";
import { policyInWords } from "./challenge-page";
import { confirmUserPage, sentTo } from "./confirm-user-page";
import { field, loginField, type PageAnswer } from "./document";
import { signInPage } from "./sign-in-page";
import { formPage, type Guest, runFor, type Said, typedIn, type Visit } from "./visit";
import { wordsOf } from "./words/error-words";

const PREFIX = "attribute:";

export function signUpPage(guest: Guest, { login, ...said }: Said = {}): PageAnswer {
  const { settings } = guest.pool;
  const { speech } = guest.request;
  const { say } = speech;
  if (settings.onlyAdministratorsCreate)
    return signInPage(guest, { alert: say("Only administrators create accounts here.") });
  const typed = (name: string) => typedIn(guest.request, PREFIX + name);
  return formPage(guest, {
    ...said,
    title: say("Sign up"),
    path: "/signup",
    fields: html`${loginField(speech, login, "email")}
${missingNames(guest).map((name) => field({ label: labelOf(name), name: PREFIX + name, autocomplete: "on", value: typed(name) }))}
${field({ label: say("Password"), name: "password", type: "password", autocomplete: "new-password", hint: policyInWords(settings.passwordPolicy, speech) })}`,
    button: say("Sign up"),
    links: { "/login": say("You have an account? Sign in") },
  });
}

/** The attributes that the pool requires besides the address. */
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
  const { say } = request.speech;
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
      ? signInPage(visit, { login, notice: say("You have an account. Sign in.") })
      : confirmUserPage(visit, { login, notice: sentTo(CodeDeliveryDetails, request.speech) });
  } catch (error) {
    refused(login, error);
    return signUpPage(visit, { login, alert: wordsOf(error, request.speech) });
  }
}
