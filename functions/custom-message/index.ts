import { trigger } from "../../shared/runtime/trigger";
import { readBrands } from "./brand";
import { createHandler, EMAIL_SENDERS } from "./handler";
import { LANGUAGES } from "./language";
import { EMAIL_FORMATS } from "./messages/compose";

/** A fault passes the event: Cognito then sends its own template, and nobody waits for a code that never comes. */
export const handler = trigger(
  "custom-message",
  (settings) =>
    createHandler({
      emailSender: settings.choice("EMAIL_SENDER", EMAIL_SENDERS),
      emailFormat: settings.choice("EMAIL_FORMAT", EMAIL_FORMATS),
      defaultLanguage: settings.choice("DEFAULT_LANGUAGE", LANGUAGES),
      brands: readBrands(settings.json("BRANDS")),
    }),
  { onFault: "pass" },
);
