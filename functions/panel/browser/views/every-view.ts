import type { PanelAddress } from "../page/address";
import type { PanelView } from "../page/shell";
import { type Area, openedArea, ownArea } from "./area";
import { auditView } from "./audit";
import { clientView, newClientView } from "./client";
import { clientsView } from "./clients";
import { domainsView } from "./domains";
import { invitationsView } from "./invitations";
import { inviteView } from "./invite";
import { memberView } from "./member";
import { membersView } from "./members";
import { peopleView } from "./people";
import { personView } from "./person";
import { placesView } from "./places";
import { sessionsView } from "./sessions";
import { settingsView } from "./settings";
import { newTenantView, tenantsView } from "./tenants";

type Views<Given extends readonly unknown[]> = Readonly<
  Record<string, (...given: Given) => PanelView | Promise<PanelView>>
>;

/** By the first word of an address, and the number of words behind it. */
const VIEWS: Views<[id: string]> = {
  "mine/0": placesView,
  "sessions/0": sessionsView,
  "tenants/0": tenantsView,
  "new-tenant/0": newTenantView,
  "people/0": peopleView,
  "people/1": personView,
  "clients/0": clientsView,
  "clients/1": clientView,
  "new-client/0": newClientView,
};

/** The same for one's own tenant and for one that an operator has opened. */
const IN_AREA: Views<[area: Area, id: string]> = {
  "members/0": membersView,
  "members/1": memberView,
  "invitations/0": invitationsView,
  "invitations/1": inviteView,
  "audit/0": auditView,
  "settings/0": settingsView,
};

const IN_OPENED: Views<[area: Area]> = {
  "domains/0": domainsView,
};

/** The view of an address; undefined where there is none. */
export async function viewAt({ path }: PanelAddress): Promise<PanelView | undefined> {
  const [first = "", opened, ...rest] = path;
  if (first !== "tenants" || opened === undefined) {
    const [key, id] = keyOf(path);
    return VIEWS[key]?.(id) ?? IN_AREA[key]?.(ownArea(), id);
  }
  const [key, id] = keyOf(rest.length === 0 ? ["members"] : rest);
  const area = openedArea(opened);
  return IN_OPENED[key]?.(area) ?? IN_AREA[key]?.(area, id);
}

const keyOf = ([first = "", ...rest]: readonly string[]): readonly [key: string, id: string] => [
  `${first}/${rest.length}`,
  rest[0] ?? "",
];
