import type { ShownMember } from "../api/representations";
import { h, link } from "../page/dom";
import { list } from "../page/list";
import { ROLE_CHOICES, roleName } from "../page/roles";
import { row } from "../page/rows";
import type { PanelView } from "../page/shell";
import { state } from "../page/state";
import { dateOf } from "../page/times";
import { type Area, PLATFORM } from "./area";

export const STATUS_CHOICES = [
  ["active", "Active"],
  ["suspended", "Suspended"],
] as const;

export async function membersView(area: Area): Promise<PanelView> {
  const isPlatform = area.tenantId === PLATFORM;
  const invite =
    area.mayManage && link(area.address("invitations", "new"), "Invite people", { class: "button primary" });
  return {
    title: isPlatform ? "Operators" : "Members",
    ...(await area.around()),
    content: [
      isPlatform &&
        h(
          "p",
          {},
          "Operators see all tenants. Those who are admins here also change them, and appoint operators.",
        ),
      h("div", { class: "actions" }, invite),
      list<ShownMember>({
        path: area.path("members"),
        key: "members",
        unit: isPlatform ? ["operator", "operators"] : ["member", "members"],
        search: "Search by the beginning of a name or an address",
        filters: [
          { name: "role", label: "Role", choices: ROLE_CHOICES },
          { name: "status", label: "Status", choices: STATUS_CHOICES },
        ],
        row: (member) =>
          row(
            [
              link(area.address("members", member.sub), memberName(member)),
              member.name ? h("span", { class: "quiet" }, member.email) : undefined,
            ],
            h("span", {}, roleName(member.role)),
            state(member.status),
            h("span", { class: "quiet" }, "Since ", dateOf(member.since)),
          ),
        empty: [
          h("p", {}, "Nobody is here yet."),
          area.mayManage && h("p", {}, "Invite the first people: they join as soon as they accept."),
        ],
      }),
    ],
  };
}

export const memberName = ({ name, email, sub }: Pick<ShownMember, "name" | "email" | "sub">): string =>
  name || email || sub;
