import { send } from "../api/request";
import type { SignInAnswer } from "../api/session";
import { capitalised } from "../page/capitalised";
import { copyable } from "../page/copy";
import { type Child, h, link } from "../page/dom";
import { choice, type FormField, form, textField } from "../page/form";
import type { PanelView } from "../page/shell";
import { codeField, codeIn, newPassword } from "./account-fields";

/** The view of a challenge, which a person answers between their password and their tokens. */
export function challengeView(
  { challenge, session, ...asked }: SignInAnswer,
  email: string,
  proceed: (answer: SignInAnswer) => void,
): PanelView {
  const question = <const Name extends string>(
    title: string,
    introduction: Child,
    fields: readonly FormField<Name>[],
    bodyOf: (values: Readonly<Record<Name, string>>) => object,
  ): PanelView => ({
    title,
    content: h(
      "div",
      { class: "card" },
      introduction,
      form({
        fields,
        action: "Continue",
        more: link("#/", "Begin again"),
        async send(values) {
          const body = { challenge, session, email, ...bodyOf(values) };
          proceed(await send("POST", "/auth/challenge", { body }));
        },
      }),
    ),
  });

  switch (challenge) {
    case "NEW_PASSWORD_REQUIRED": {
      const attributes = (asked.requiredAttributes ?? []).map((name) =>
        textField({ name, label: wordsFor(name) }),
      );
      return question(
        "Choose a password of your own",
        h("p", {}, "The one that you have used was for the first time only."),
        [newPassword("newPassword", "New password"), ...attributes],
        ({ newPassword, ...values }) => ({
          newPassword,
          ...(attributes.length > 0 && { attributes: values }),
        }),
      );
    }
    case "SOFTWARE_TOKEN_MFA":
      return question(
        "Enter your code",
        h("p", {}, "Your authenticator app shows it."),
        [codeField("Code")],
        readCode,
      );
    case "SMS_MFA":
      return question(
        "Enter your code",
        h("p", {}, `We have sent a text message to ${asked.delivery?.destination ?? "your telephone"}.`),
        [codeField("Code")],
        readCode,
      );
    case "EMAIL_OTP":
      return question(
        "Enter your code",
        h("p", {}, `We have sent an e-mail to ${asked.delivery?.destination ?? "you"}.`),
        [codeField("Code")],
        readCode,
      );
    case "SELECT_MFA_TYPE":
      return question(
        "Choose how to go on",
        undefined,
        [
          choice(
            { name: "choice", label: "Second factor" },
            (asked.choices ?? []).map((name) => [name, FACTORS[name] ?? name]),
          ),
        ],
        (values) => values,
      );
    case "MFA_SETUP":
      return question(
        "Set up your authenticator app",
        setUp(asked.secret ?? "", email),
        [codeField("Code from the app")],
        readCode,
      );
    default:
      return { title: "Sign in", content: h("p", {}, "This page does not know what the sign-in asks for.") };
  }
}

const FACTORS: Readonly<Record<string, string>> = {
  SOFTWARE_TOKEN_MFA: "Authenticator app",
  SMS_MFA: "Text message",
  EMAIL_OTP: "E-mail",
};

const readCode = ({ code }: { readonly code: string }) => ({ code: codeIn(code) });

/** `given_name` becomes "Given name". */
const wordsFor = (attribute: string): string =>
  capitalised(attribute.replace(/^custom:/, "").replaceAll("_", " "));

function setUp(secret: string, email: string): Child {
  const name = encodeURIComponent(`${location.host}:${email}`);
  return h(
    "ol",
    {},
    h(
      "li",
      {},
      "Add an account to your authenticator app: ",
      link(
        `otpauth://totp/${name}?secret=${secret}&issuer=${encodeURIComponent(location.host)}`,
        "open the app on this device",
      ),
      ", or type this key into it.",
      copyable("Key", secret.replaceAll(/(.{4})(?=.)/g, "$1 ")),
    ),
    h("li", {}, "Enter the six digits that the app shows."),
  );
}
