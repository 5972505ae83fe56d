import { call, pathOf } from "../api/api";
import type { ShownOffer, ShownPlace } from "../api/representations";
import { renew, switchTo } from "../api/session";
import { actionButton } from "../page/act";
import { addressOf, go, reload } from "../page/address";
import { confirmed } from "../page/dialog";
import { h } from "../page/dom";
import { tell } from "../page/notice";
import { aRole, roleName } from "../page/roles";
import { row, rowList } from "../page/rows";
import type { PanelView } from "../page/shell";
import { state } from "../page/state";
import { dateOf } from "../page/times";
import { PLATFORM } from "./area";

export async function placesOf(): Promise<readonly ShownPlace[]> {
  const { memberships } = await call<{ memberships: readonly ShownPlace[] }>("GET", "/memberships");
  return memberships.map((place) =>
    place.tenantId === PLATFORM ? { ...place, tenantName: "Platform" } : place,
  );
}

/** The person's own memberships, and the invitations that wait for them. */
export async function placesView(): Promise<PanelView> {
  const [places, { invitations }] = await Promise.all([
    placesOf(),
    call<{ invitations: readonly ShownOffer[] }>("GET", "/memberships/invitations"),
  ]);
  return {
    title: "My tenants",
    content: [
      invitations.length > 0 && [
        h("h2", {}, "Invitations to you"),
        rowList(invitations.map(offerRow)),
        h("h2", {}, "Where you are"),
      ],
      places.length === 0
        ? h(
            "div",
            { class: "empty" },
            h("p", {}, "You are in no tenant. Ask somebody who is to invite your address."),
          )
        : rowList(places.map(placeRow)),
    ],
  };
}

function placeRow({ tenantId, tenantName, role, status, since, current }: ShownPlace): HTMLElement {
  async function work(): Promise<void> {
    await switchTo(tenantId);
    tell(`You are in ${tenantName} now, in this tab.`);
    go(addressOf());
  }

  async function leave(): Promise<void> {
    const isSure = await confirmed({
      title: `Leave ${tenantName}?`,
      text: "You lose what you may do there. You come back only by another invitation.",
      action: "Leave",
    });
    if (!isSure) return;
    await call("DELETE", pathOf("memberships", tenantId));
    if (current) await renew();
    tell(`You have left ${tenantName}.`);
    reload();
  }

  return row(
    [h("strong", {}, tenantName), h("span", { class: "quiet" }, "Since ", dateOf(since))],
    h("span", {}, roleName(role)),
    status === "active" ? current && h("span", { class: "state plain" }, "You are here") : state(status),
    h(
      "div",
      { class: "actions" },
      !current && status === "active" && actionButton("Switch", work, { about: tenantName }),
      actionButton("Leave", leave, { class: "danger", about: tenantName }),
    ),
  );
}

function offerRow({ tenantId, tenantName, role, expiresAt }: ShownOffer): HTMLElement {
  const path = (verb: string) => pathOf("memberships", "invitations", tenantId, verb);

  async function accept(): Promise<void> {
    await call("POST", path("accept"), { body: {} });
    tell(`You are now ${aRole(role)} of ${tenantName}.`);
    reload();
  }

  async function decline(): Promise<void> {
    const isSure = await confirmed({
      title: `Decline the invitation of ${tenantName}?`,
      text: "To join later, you need another one.",
      action: "Decline",
    });
    if (!isSure) return;
    await call("POST", path("decline"), { body: {} });
    tell(`The invitation of ${tenantName} is declined.`);
    reload();
  }

  return row(
    [h("strong", {}, tenantName), h("span", { class: "quiet" }, "Until ", dateOf(expiresAt))],
    h("span", {}, roleName(role)),
    h(
      "div",
      { class: "actions" },
      actionButton("Accept", accept, {
        class: "primary",
        about: tenantName,
      }),
      actionButton("Decline", decline, { about: tenantName }),
    ),
  );
}
