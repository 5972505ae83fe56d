import { readThrottle } from "../../shared/attempts/throttle";
import { readMinLength, readRequires } from "../../shared/password-policy";
import { oneOf, onOrOff } from "../../shared/runtime/readers";
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
  mfa: { about: "whether people use a second factor", read: oneOf("off", "optional", "required") },
  emailMfa: {
    about: "whether a code by e-mail may be the second factor, besides an authenticator app",
    read: onOrOff,
  },
  smsMfa: {
    about: "whether a text message may be the second factor, besides an authenticator app",
    read: onOrOff,
  },
} satisfies ParameterGroup;
