import { call, pathOf } from "../api/api";
import type { ShownOther, ShownPerson } from "../api/representations";
import { may } from "../api/session";
import { actionButton } from "../page/act";
import { addressOf, reload } from "../page/address";
import { confirmed } from "../page/dialog";
import { details, h, link } from "../page/dom";
import { tell } from "../page/notice";
import { roleName } from "../page/roles";
import { row, rowList } from "../page/rows";
import type { PanelView } from "../page/shell";
import { state } from "../page/state";
import { dateOf, momentOf } from "../page/times";
import { PLATFORM } from "./area";
import { exclusionsPart } from "./exclusions";
import { nameOf } from "./who";

export async function personView(sub: string): Promise<PanelView> {
  const person = await call<ShownPerson>("GET", pathOf("people", sub));
  const { status, memberships, addresses, exclusions, others } = person;
  const name = nameOf(person);
  const post = (verb: "suspend" | "restore" | "erase") =>
    call("POST", pathOf("people", sub, verb), { body: {} });

  async function suspend(): Promise<void> {
    const isSure = await confirmed({
      title: `Suspend ${name} everywhere?`,
      text: "Their sessions end, and they get into no tenant until an operator restores them. New accounts with their addresses are kept out, too.",
      action: "Suspend",
    });
    if (!isSure) return;
    await post("suspend");
    tell(`${name} is suspended everywhere.`);
    reload();
  }

  async function restore(): Promise<void> {
    await post("restore");
    tell(`${name} is restored.`);
    reload();
  }

  async function erase(): Promise<void> {
    const isSure = await confirmed({
      title: `Erase ${name}?`,
      text: "Their account and everything personal about them is deleted. Nobody can bring it back.",
      action: "Erase for ever",
      typed: person.email || sub,
    });
    if (!isSure) return;
    await post("erase");
    tell("The person is erased.");
    reload();
  }

  return {
    title: name,
    above: { text: "People", address: addressOf("people") },
    content: [
      details([
        ["Address", person.email],
        ["Status", state(status ?? "unfinished")],
        ["All addresses", addresses.length > 1 && addresses.join(", ")],
        ["Sub", h("code", {}, sub)],
        ["Account since", dateOf(person.createdAt)],
        ["Last sign-in", momentOf(person.lastSignInAt)],
      ]),
      h("h2", {}, "Tenants"),
      memberships.length === 0
        ? h("p", { class: "quiet" }, "They are in no tenant.")
        : rowList(memberships.map((membership) => membershipRow(sub, membership))),
      exclusionsPart(exclusions),
      others.length > 0 && [
        h("h2", {}, "Other accounts with these addresses"),
        rowList(others.map(otherRow)),
      ],
      may("tenants.manage") &&
        status !== "removed" && [
          h(
            "section",
            { class: "card" },
            h("h2", {}, "Access everywhere"),
            status === "suspended"
              ? [h("p", {}, "They get into no tenant."), actionButton("Restore", restore)]
              : [
                  h("p", {}, "For somebody who must get in nowhere, at once."),
                  actionButton("Suspend", suspend, { class: "danger" }),
                ],
          ),
        ],
      may("tenants.manage") &&
        h(
          "section",
          { class: "card" },
          h("h2", {}, "Erase"),
          h("p", {}, "For somebody who asks that their data is deleted."),
          actionButton("Erase this person", erase, { class: "danger" }),
        ),
    ],
  };
}

const otherRow = ({ sub, status, emailVerified }: ShownOther) =>
  row(
    link(addressOf("people", sub), sub),
    h("span", { class: "quiet" }, emailVerified ? "Address proven" : "Address not proven"),
    state(status),
  );

const membershipRow = (sub: string, { tenantId, role, status }: ShownPerson["memberships"][number]) =>
  row(
    link(
      tenantId === PLATFORM ? addressOf("members", sub) : addressOf("tenants", tenantId, "members", sub),
      tenantId,
    ),
    h("span", {}, roleName(role)),
    state(status),
  );
