import { call } from "../api/api";
import type { ShownMember, ShownMemberInFull } from "../api/representations";
import { whoIsSignedIn } from "../api/session";
import { act, actionButton } from "../page/act";
import { go, reload } from "../page/address";
import { confirmed } from "../page/dialog";
import { type Child, details, h } from "../page/dom";
import { choice, form } from "../page/form";
import { tell } from "../page/notice";
import { aRole, ROLE_CHOICES, ROLES_ALLOW, roleName } from "../page/roles";
import type { PanelView } from "../page/shell";
import { state } from "../page/state";
import { dateOf, momentOf } from "../page/times";
import type { Area } from "./area";
import { nameOf } from "./who";

type Change = { readonly role: string } | { readonly status: string };

export async function memberView(area: Area, sub: string): Promise<PanelView> {
  const path = area.path("members", sub);
  const [member, around] = await Promise.all([call<ShownMemberInFull>("GET", path), area.around()]);
  const name = nameOf(member);
  const isMe = sub === whoIsSignedIn()?.sub;
  const isSuspended = member.status === "suspended";

  /** Makes a change, reports it, and offers to undo it on the new version. */
  async function change(to: Change, said: string, back: Change): Promise<void> {
    const { version } = await call<ShownMember>("PATCH", path, { body: to, version: member.version });
    tell(said, {
      text: "Undo",
      undo: () =>
        act(async () => {
          await call("PATCH", path, { body: back, version });
          tell(`That is undone: ${name} is as before.`);
          reload();
        }),
    });
    reload();
  }

  async function remove(): Promise<void> {
    const isSure = await confirmed({
      title: `Remove ${name}?`,
      text: "Their sessions end, and they lose what they may do here. They come back only by another invitation.",
      action: "Remove",
    });
    if (!isSure) return;
    await call("DELETE", path, { version: member.version });
    tell(`${name} is removed.`);
    go(area.address("members"));
  }

  const roleForm = form({
    fields: [choice({ name: "role", label: "New role", hint: ROLES_ALLOW }, ROLE_CHOICES, member.role)],
    action: "Change role",
    async send({ role }) {
      if (role === member.role) return tell(`${name} is ${aRole(role)} already.`);
      await change({ role }, `${name} is now ${aRole(role)}.`, { role: member.role });
    },
  });

  const standing: Child = isSuspended
    ? [
        h("p", {}, "They cannot sign in to this tenant until somebody reinstates them."),
        actionButton("Reinstate", () =>
          change({ status: "active" }, `${name} is reinstated.`, { status: "suspended" }),
        ),
      ]
    : [
        h("p", {}, "Suspending takes their access away until somebody reinstates them. Their sessions end."),
        actionButton("Suspend", () =>
          change({ status: "suspended" }, `${name} is suspended.`, { status: "active" }),
        ),
      ];

  return {
    title: name,
    ...around,
    above: { text: "Members", address: area.address("members") },
    content: [
      details([
        [
          "Address",
          member.email && `${member.email}${member.emailVerified === false ? " (not proven)" : ""}`,
        ],
        ["Role", roleName(member.role)],
        ["Status", state(member.status)],
        ["Account", member.personStatus && member.personStatus !== "active" && state(member.personStatus)],
        ["Since", dateOf(member.since)],
        ["Last sign-in", momentOf(member.lastSignInAt) ?? "Never"],
      ]),
      isMe && h("p", { class: "quiet" }, "This is you."),
      area.mayManage && [
        h("section", { class: "card" }, h("h2", {}, "Role"), roleForm),
        !isMe && [
          h("section", { class: "card" }, h("h2", {}, "Access"), standing),
          h(
            "section",
            { class: "card" },
            h("h2", {}, "Remove"),
            h("p", {}, "For somebody who has left."),
            actionButton("Remove from this tenant", remove, { class: "danger" }),
          ),
        ],
      ],
    ],
  };
}
