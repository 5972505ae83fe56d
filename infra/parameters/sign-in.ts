import { readThrottle } from "../../shared/attempts/throttle";
import { readBreachedPasswords } from "../../shared/breached-passwords";
import { readMinLength, readRequires } from "../../shared/password-policy";
import { readPasswordless, readUserVerification } from "../../shared/passwordless";
import { oneOf, onOrOff, textLike } from "../../shared/runtime/readers";
import { readAllowedClients, readSignIn } from "../../shared/runtime/stage-access";
import type { ParameterGroup } from "./parameter";

export const SIGN_IN = {
  signIn: {
    about: "whether people get into this stage; while it is closed, sessions cannot be renewed either",
    read: readSignIn,
  },
  allowedClients: { about: "the app clients through which people get tokens", read: readAllowedClients },
  signInThrottle: { about: "how many sign-ins one login may try in how many minutes", read: readThrottle },
  passwordMinLength: { about: "the fewest characters of a new password", read: readMinLength },
  passwordRequires: { about: "the kinds of character that a new password must have", read: readRequires },
  breachedPasswords: {
    about: "the list in which the API looks up new passwords, of those that were stolen elsewhere",
    read: readBreachedPasswords,
    section: "Breached passwords",
  },
  mfa: { about: "whether people use a second factor", read: oneOf("off", "optional", "required") },
  emailMfa: {
    about: "whether a code by e-mail may be the second factor, besides an authenticator app",
    read: onOrOff,
  },
  smsMfa: {
    about: "whether a text message may be the second factor, besides an authenticator app",
    read: onOrOff,
  },
  passwordless: {
    about:
      "whether people may also come in without a password: by a code in an e-mail (and in a text message, where smsMfa is on), " +
      "by a passkey, or by both",
    read: readPasswordless,
    section: "Without a password",
  },
  passkeyDomain: {
    about: "the domain whose pages passkeys are for. A passkey is of no use any more once it changes",
    read: textLike(
      /^(localhost|([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?)$/,
      "a domain in lower case, such as example.com, or localhost",
    ),
    optional: true,
  },
  passkeyUserVerification: {
    about: "whether a passkey has to ask who holds it, by a PIN or a fingerprint",
    read: readUserVerification,
  },
  passkeyMfa: {
    about: "whether a passkey that asks who holds it may count as both factors",
    read: onOrOff,
  },
  rememberDevices: {
    about:
      "whether the pool remembers the devices of people: those that they ask it to remember, or always each one. " +
      "Sign-ins through the API cannot be renewed then",
    read: oneOf("off", "ask", "always"),
    section: "Remembered devices",
  },
  deviceMfa: {
    about: "whether a remembered device stands for the second factor",
    read: onOrOff,
    section: "Remembered devices",
  },
  tier: {
    about: "the tier of the pool, by which Cognito prices its users. Only plus has threat protection",
    read: oneOf("essentials", "plus"),
    section: "Threat protection",
  },
  threatProtection: {
    about: "whether Cognito rates the risk of each sign-in and knows stolen passwords, and also acts on it",
    read: oneOf("off", "audit", "enforced"),
    section: "Threat protection",
  },
} satisfies ParameterGroup;
