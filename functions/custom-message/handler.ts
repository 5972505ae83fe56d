import { isRecord, readStringMap } from "../../shared/json";
import { type Brands, brandOf } from "../../shared/messages/brand";
import { composeEmail, composeSms, type EmailFormat } from "../../shared/messages/compose";
import { chooseLanguage, type Language } from "../../shared/messages/language";
import { type CognitoEvent, clientIdOf, userAttributesOf } from "../../shared/runtime/cognito-event";
import type { Run } from "../../shared/runtime/invocation";
import type { TriggerOutcomes, Warning } from "../../shared/runtime/outcomes";
import type { TriggerHandler } from "../../shared/runtime/trigger";
import { nameToGreet } from "./greeting";
import { occasionOf } from "./occasion";
import { readPlaceholders } from "./placeholders";
import { brandOfTenant, type TenantBrandPorts } from "./tenant-brand";

export const EMAIL_SENDERS = ["cognito", "ses"] as const;

export interface MessageSettings {
  /** A pool that sends through Cognito's own sender refuses every response that holds an e-mail. */
  readonly emailSender: (typeof EMAIL_SENDERS)[number];
  readonly emailFormat: EmailFormat;
  readonly defaultLanguage: Language;
  readonly brands: Brands;
}

export const createHandler =
  ({
    emailSender,
    emailFormat,
    defaultLanguage,
    brands,
    ...ports
  }: MessageSettings & TenantBrandPorts): TriggerHandler<"custom-message"> =>
  async (event, run) => {
    const occasion = occasionOf(event.triggerSource);
    if (occasion === undefined) return pass(event, run, "unknown trigger source");
    const read = readPlaceholders(occasion, event.request);
    if (read.kind === "missing") return pass(event, run, read.warning);

    const attributes = userAttributesOf(event);
    const { locale } = readStringMap(event.request.clientMetadata);
    const language = chooseLanguage([attributes.locale, locale], defaultLanguage);
    const message = {
      occasion,
      language,
      brand: (await brandOfTenant(ports, attributes, run)) ?? brandOf(brands, clientIdOf(event)),
      placeholders: read.placeholders,
    };
    const smsMessage = composeSms(message);
    const response: Record<string, unknown> = {
      ...(isRecord(event.response) && event.response),
      smsMessage,
    };
    if (emailSender === "ses") {
      const greeting = nameToGreet(occasion, attributes);
      const { subject, body } = composeEmail({ ...message, format: emailFormat, greeting });
      response.emailSubject = subject;
      response.emailMessage = body;
    }
    run.outcome("composed", { occasion, language });
    return { ...event, response };
  };

/** An event that goes back unchanged makes Cognito use its own template. */
function pass(
  event: CognitoEvent,
  run: Run<TriggerOutcomes["custom-message"]>,
  warning: Warning,
): CognitoEvent {
  run.warn(warning);
  run.outcome("passed");
  return event;
}
