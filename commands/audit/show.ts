import { auditTable } from "../../shared/events/audit-table";
import type { DomainEvent } from "../../shared/events/domain-event";
import { PLATFORM } from "../../shared/tenants/tenant";
import { defineCommand } from "../cli/command";
import { tenantIdFrom, wholeNumberFrom } from "../cli/values";

const MOST_SHOWN = 999;

export const command = defineCommand({
  summary: "Shows what has happened in a tenant",
  explanation: [
    "Shows the latest entries of the audit trail of a tenant, the newest first: what has happened to its members,",
    "invitations, domains, clients and settings, and who did it. platform stands for what has happened to people as",
    "such, operators, clients and identity providers. People are named by their sub; people:show says who they are.",
    "A change is in the trail a moment after it was made, and stays for the stage's auditDays.",
  ].join("\n"),
  args: {},
  options: {
    tenant: { value: "<id | platform>", required: true, explanation: "whose entries" },
    limit: { value: "<n>", default: "25", explanation: `how many, at most ${MOST_SHOWN}` },
    json: { explanation: "print JSON" },
  },
  async perform({ options }, { stage, signal }) {
    const place = options.tenant === PLATFORM ? PLATFORM : tenantIdFrom(options.tenant);
    const limit = wholeNumberFrom("limit", options.limit, MOST_SHOWN);
    const { events, next } = await (await stage.open("AuditTable", auditTable)).page(
      place,
      { limit },
      signal,
    );
    if (options.json) return { json: events };
    if (events.length === 0) return [`Nothing is known to have happened in ${place}.`];
    return [...events.map(describe), ...(next === null ? [] : ["There are older entries: see --limit."])];
  },
});

function describe(event: DomainEvent): string {
  const { time, type, actor, subject } = event;
  const { from, to } = { from: {}, to: {}, ...event };
  const changes = [["was", from] as const, ["is", to] as const].flatMap(([verb, values]) =>
    Object.entries(values).map(([name, value]) => `${name} ${verb} ${wordOf(value)}`),
  );
  const told = [...Object.entries(subject).map(([name, id]) => `${name} ${id}`), ...changes].join(", ");
  return `${time} ${type} by ${actor.kind} ${actor.id}: ${told}`;
}

function wordOf(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "empty" : value.join(" ");
  return value === null ? "not limited" : String(value);
}
