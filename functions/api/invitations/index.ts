import { api } from "../../../shared/api/api";
import { authorityTables } from "../../../shared/api/authority-tables";
import { documentClient } from "../../../shared/aws/dynamodb";
import { letterSender, readSender, sesClient } from "../../../shared/aws/ses";
import { readSignUpUrl } from "../../../shared/inviting/link";
import { readBrands } from "../../../shared/messages/brand";
import { readLanguage } from "../../../shared/messages/language";
import { exclusionsTable } from "../../../shared/people/exclusions-table";
import { membersTable } from "../../../shared/people/members-table";
import { invitationsTable } from "../../../shared/tenants/invitations-table";
import { createHandler } from "./handler";

export const handler = api("invitations", (settings) => {
  const client = documentClient();
  const people = settings.text("PEOPLE_TABLE");
  const sender = settings.read("INVITATION_SENDER", readSender);
  return createHandler({
    ...authorityTables(client, settings),
    members: membersTable(client, people),
    exclusions: exclusionsTable(client, people),
    invitations: invitationsTable(client, settings.text("INVITATIONS_TABLE")),
    delivery: {
      signUpUrl: settings.read("SIGN_UP_URL", readSignUpUrl),
      send: sender === "none" ? undefined : letterSender(sesClient(settings.text("SENDER_REGION")), sender),
      brand: settings.read("BRANDS", readBrands).default,
      defaultLanguage: settings.read("DEFAULT_LANGUAGE", readLanguage),
    },
  });
});
