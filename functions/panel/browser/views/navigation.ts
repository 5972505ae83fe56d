import { may, whoIsSignedIn } from "../api/session";
import { addressOf } from "../page/address";
import type { NavigationLink } from "../page/shell";
import { PLATFORM } from "./area";

/** The sections that the person's token opens. */
export function sections(): readonly NavigationLink[] {
  const isPlatform = whoIsSignedIn()?.tenantId === PLATFORM;
  const sections: readonly (NavigationLink | false)[] = [
    may("tenants.read") && { text: "Tenants", address: addressOf("tenants") },
    may("tenants.read") && { text: "People", address: addressOf("people") },
    may("tenants.read") && { text: "Clients", address: addressOf("clients") },
    may("members.read") && { text: isPlatform ? "Operators" : "Members", address: addressOf("members") },
    may("members.read") && { text: "Invitations", address: addressOf("invitations") },
    may("members.manage") && !isPlatform && { text: "Settings", address: addressOf("settings") },
    may("members.read") && { text: "Audit", address: addressOf("audit") },
  ];
  return sections.filter((section) => section !== false);
}

export const PLACES: NavigationLink = { text: "My tenants", address: addressOf("mine") };

/** Links that belong to the person and not to the tenant. */
export const ownSections = (): readonly NavigationLink[] => [
  PLACES,
  ...(hasSessions() ? [{ text: "My sessions", address: addressOf("sessions") }] : []),
];

/** The document says whether its stage lists sessions. */
const hasSessions = (): boolean => "sessions" in document.documentElement.dataset;
