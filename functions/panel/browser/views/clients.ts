import type { ShownClient } from "../api/representations";
import { may } from "../api/session";
import { addressOf } from "../page/address";
import { h, link, linkToNew } from "../page/dom";
import { list } from "../page/list";
import { row } from "../page/rows";
import type { PanelView } from "../page/shell";
import { state } from "../page/state";

export const KINDS: Readonly<Record<string, string>> = {
  own: "Ours",
  machine: "A machine",
  foreign: "Somebody else's",
};

export const clientsView = (): PanelView => ({
  title: "Clients",
  content: [
    h("p", {}, "What each app client may get at most. A client that is not registered keeps the least."),
    may("tenants.manage") && linkToNew(addressOf("new-client"), "Register a client"),
    list<ShownClient>({
      path: "/clients",
      key: "clients",
      unit: ["client", "clients"],
      row: ({ clientId, name, kind, tenantId, status }) =>
        row(
          [link(addressOf("clients", clientId), name || clientId), h("code", { class: "quiet" }, clientId)],
          h("span", {}, `${KINDS[kind] ?? kind}${tenantId ? `, for ${tenantId}` : ""}`),
          state(status),
        ),
      empty: h(
        "p",
        {},
        "No client is registered. Register machines and what others have built, with the scopes that they need.",
      ),
    }),
  ],
});
