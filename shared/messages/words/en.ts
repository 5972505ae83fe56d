import type { OccasionWords, Words } from "./vocabulary";

const NOT_YOU =
  "If it was not you, do not enter the code anywhere and do not share it: somebody else may have chosen the password of this account. You can ignore this message. Without the code, the account stays closed.";

export const en: Words = {
  hello: "Hello,",
  helloName: "Hello [name],",
  colon: ": ",
  labels: { code: "Code", username: "User name", password: "Temporary password" },
  help: "Help",
  occasions: {
    "sign-up": {
      subject: "Confirm your e-mail address for [brand]",
      happened:
        "Somebody has asked for an account at [brand] with this e-mail address. If that was you, enter the code below to confirm that the address is yours.",
      validity: "The code is valid for 24 hours.",
      unasked: NOT_YOU,
      sms: "[brand]: [code] is your code to finish signing up. It is valid for 24 hours.",
    },
    "resend-code": {
      subject: "Your new code for [brand]",
      happened:
        "A new code was requested for the account that somebody has asked for at [brand] with this e-mail address. If that was you, enter the code below to confirm that the address is yours.",
      validity: "The code is valid for 24 hours.",
      unasked: NOT_YOU,
      sms: "[brand]: [code] is your new code to finish signing up. It is valid for 24 hours.",
    },
    "forgot-password": {
      subject: "Reset your password for [brand]",
      happened:
        "A password reset was requested for your account at [brand]. Enter the code below to choose a new password.",
      validity: "The code is valid for 1 hour.",
      unasked:
        "If you did not request this, do not share the code with anyone. Without it, nobody can choose a new password.",
      sms: "[brand]: [code] is your code to reset your password. It is valid for 1 hour.",
    },
    "update-attribute": {
      subject: "Confirm your new e-mail address for [brand]",
      happened:
        "This e-mail address was entered as the new address of an account at [brand]. Enter the code below to confirm it.",
      validity: "The code is valid for 24 hours.",
      unasked:
        "If you did not make this change, ignore this message and do not share the code. Without it, the address will not be confirmed.",
      sms: "[brand]: [code] is your code to confirm your new phone number. It is valid for 24 hours.",
    },
    "verify-attribute": {
      subject: "Confirm your e-mail address for [brand]",
      happened:
        "Confirmation of this e-mail address was requested for your account at [brand]. Enter the code below to confirm it.",
      validity: "The code is valid for 24 hours.",
      unasked: "If you did not request a code, ignore this message and do not share the code with anyone.",
      sms: "[brand]: [code] is your code to confirm your phone number. It is valid for 24 hours.",
    },
    "sign-in": {
      subject: "Your sign-in code for [brand]",
      happened: "Enter the code below to finish signing in to [brand].",
      validity: "The code is valid for a few minutes only.",
      unasked:
        "If you are not signing in at the moment, do not share the code with anyone and change your password: someone else may know it.",
      sms: "[brand]: [code] is your sign-in code. Do not share it. It is valid for a few minutes.",
    },
    invitation: {
      subject: "Your invitation to [brand]",
      happened:
        "An account has been created for you at [brand]. Sign in with the user name and the temporary password below. You will then choose a password of your own.",
      validity: "The temporary password is valid for a limited time only.",
      unasked: "If you did not expect this invitation, ignore this message.",
      sms: "[brand]: user name [username], temporary password [code]",
    },
  },
  offer: {
    subject: "[brand] invites you",
    happened:
      "[brand] invites you to join them with this e-mail address. Follow the link to create your account. If you already have one, sign in with it instead.",
    button: "Accept the invitation",
    validity: "The invitation is valid until [until].",
    unasked:
      "If you did not expect this invitation, ignore this message. Do not pass the link on: it is meant for you alone.",
  },
};

/**
 * For the pool's own template. It serves every occasion except the invitation, so it says only what is true of all.
 */
export const verification: OccasionWords = {
  subject: "Your code for [brand]",
  happened: "A code was requested for your account at [brand]. Enter the code below to continue.",
  validity: "The code is valid for a limited time only.",
  unasked:
    "If you did not request a code, ignore this message: do not enter the code anywhere, and do not share it with anyone.",
  sms: "[brand]: [code] is your code. Do not share it with anyone.",
};
