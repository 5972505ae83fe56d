import type { ShownActor, ShownEntry } from "../api/representations";
import { capitalised } from "../page/capitalised";
import { aRole } from "../page/roles";

/** An event as a sentence. People are named as long as the API knows their names. */
export function sentenceOf(entry: ShownEntry): string {
  const { type, subject, from, to } = entry;
  const who = actorOf(entry.actor);
  const whom = subject.name ?? "somebody";
  const isSelf = entry.actor.id === subject.sub;
  const role = text(to?.role ?? from?.role);
  const as = role === undefined ? "" : ` as ${aRole(role)}`;
  switch (type) {
    case "membership.added":
      return isSelf || entry.actor.kind === "trigger"
        ? `${capitalised(whom)} joined${as}`
        : `${who} added ${whom}${as}`;
    case "membership.role-changed":
      return `${who} made ${isSelf ? "themselves" : whom} ${aRole(role ?? "member")}${was(from?.role)}`;
    case "membership.suspended":
      return `${who} suspended ${whom}`;
    case "membership.reinstated":
      return `${who} reinstated ${whom}`;
    case "membership.removed":
      return isSelf ? `${capitalised(whom)} left` : `${who} removed ${whom}`;
    case "invitation.created":
      return `${who} invited ${whom}${as}`;
    case "invitation.accepted":
      return `${capitalised(whom)} accepted an invitation`;
    case "invitation.declined":
      return `${who} declined an invitation`;
    case "invitation.withdrawn":
      return `${who} withdrew an invitation`;
    case "tenant.created":
      return `${who} created the tenant${named(subject.tenantId)}`;
    case "tenant.changed":
      return `${who} changed ${settingsIn(to?.changed)} of the tenant`;
    case "tenant.suspended":
      return `${who} suspended the tenant${named(subject.tenantId)}`;
    case "tenant.restored":
      return `${who} restored the tenant${named(subject.tenantId)}`;
    case "domain.claimed":
      return `${who} claimed the domain${named(subject.domain)}`;
    case "domain.withdrawn":
      return `${who} withdrew the claim of the domain${named(subject.domain)}`;
    case "domain.proven":
      return `${who} proved the domain${named(subject.domain)}`;
    case "domain.released":
      return `${who} released the domain${named(subject.domain)}`;
    case "client.registered":
      return `${who} registered the client${named(subject.clientId)}`;
    case "client.changed":
      return `${who} changed what the client${named(subject.clientId)} may do`;
    case "client.released":
      return `${who} released the client${named(subject.clientId)}`;
    case "provider.bound":
      return `${who} bound the identity provider${named(subject.provider)}`;
    case "provider.changed":
      return `${who} changed the identity provider${named(subject.provider)}`;
    case "provider.unbound":
      return `${who} unbound the identity provider${named(subject.provider)}`;
    case "pool.attached":
      return `${who} attached the user pool${named(subject.poolId)}`;
    case "pool.changed":
      return `${who} changed the triggers of the user pool${named(subject.poolId)}`;
    case "pool.detached":
      return `${who} detached the user pool${named(subject.poolId)}`;
    case "person.created":
      return `${capitalised(whom)} got an account`;
    case "person.migrated":
      return `${capitalised(whom)} moved over from the old system`;
    case "person.suspended":
      return `${who} suspended the account of ${whom}`;
    case "person.restored":
      return `${who} restored the account of ${whom}`;
    case "person.removed":
      return `${who} removed the account of ${whom}`;
    case "person.erased":
      return `${who} erased a person`;
    case "person.passkey-added":
      return `${capitalised(whom)} made a passkey`;
    case "person.passkey-removed":
      return `${capitalised(whom)} deleted a passkey`;
    default:
      return `${who}: ${type}`;
  }
}

function actorOf({ kind, id, name }: ShownActor): string {
  switch (kind) {
    case "operator":
      return name === undefined ? "An operator" : `${name} (operator)`;
    case "machine":
      return `The client ${id}`;
    case "trigger":
      return "The sign-in";
    case "command":
      return id === "deploy" ? "The deployment" : "An operator's command";
    default:
      return name ?? "Somebody";
  }
}

const SETTINGS: Readonly<Record<string, string>> = {
  name: "the name",
  defaultRole: "the default role",
  brand: "the brand",
};

const settingsIn = (changed: unknown): string =>
  Array.isArray(changed) && changed.length > 0
    ? new Intl.ListFormat("en-GB").format(changed.map((name) => SETTINGS[name] ?? String(name)))
    : "the settings";

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
const named = (name: string | undefined): string => (name === undefined ? "" : ` ${name}`);
const was = (role: unknown): string => (typeof role === "string" ? `, before that ${aRole(role)}` : "");
