import { documentClient } from "../../shared/aws/dynamodb";
import { eventBus } from "../../shared/aws/event-bus";
import { readAuditDays } from "../../shared/events/audit-days";
import { auditTable } from "../../shared/events/audit-table";
import { stream } from "../../shared/runtime/stream";
import { createHandler } from "./handler";

export const handler = stream("domain-events", (settings) =>
  createHandler({
    tables: {
      people: settings.text("PEOPLE_TABLE"),
      tenants: settings.text("TENANTS_TABLE"),
      invitations: settings.text("INVITATIONS_TABLE"),
    },
    audit: auditTable(documentClient(), settings.text("AUDIT_TABLE")),
    bus: eventBus(settings.text("EVENT_BUS")),
    auditDays: settings.read("AUDIT_DAYS", readAuditDays),
  }),
);
