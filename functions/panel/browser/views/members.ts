import type { ShownMember } from "../api/representations";
import { h, linkToNew } from "../page/dom";
import { list } from "../page/list";
import { ROLE_CHOICES, roleName } from "../page/roles";
import { row } from "../page/rows";
import type { PanelView } from "../page/shell";
import { state } from "../page/state";
import { dateOf } from "../page/times";
import { type Area, PLATFORM } from "./area";
import { linkTo } from "./who";

const STATUS_CHOICES = [
  ["active", "Active"],
  ["suspended", "Suspended"],
] as const;

export async function membersView(area: Area): Promise<PanelView> {
  const isPlatform = area.tenantId === PLATFORM;
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
      area.mayManage && linkToNew(area.address("invitations", "new"), "Invite people"),
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
            linkTo(member, area.address("members", member.sub)),
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
