import { documentClient } from "../../shared/aws/dynamodb";
import { readBrands } from "../../shared/messages/brand";
import { readEmailFormat } from "../../shared/messages/compose";
import { readLanguage } from "../../shared/messages/language";
import { peopleTable } from "../../shared/people/people-table";
import { remembered } from "../../shared/remembered";
import { oneOf } from "../../shared/runtime/readers";
import { trigger } from "../../shared/runtime/trigger";
import { tenantsTable } from "../../shared/tenants/tenants-table";
import { createHandler, EMAIL_SENDERS } from "./handler";

/**
 * After a fault the event goes back unchanged. Cognito then sends its own template, so nobody waits for a code that
 * never comes.
 */
export const handler = trigger(
  "custom-message",
  (settings) => {
    const client = documentClient();
    const tenants = tenantsTable(client, settings.text("TENANTS_TABLE"), undefined);
    return createHandler({
      emailSender: settings.read("EMAIL_SENDER", oneOf(...EMAIL_SENDERS)),
      emailFormat: settings.read("EMAIL_FORMAT", readEmailFormat),
      defaultLanguage: settings.read("DEFAULT_LANGUAGE", readLanguage),
      brands: settings.read("BRANDS", readBrands),
      people: peopleTable(client, settings.text("PEOPLE_TABLE")),
      tenants: { find: remembered(tenants.find) },
    });
  },
  { onFault: "pass" },
);
