import { call } from "../api/api";
import type { InvitationResult, ShownInvitation } from "../api/representations";
import { actionButton } from "../page/act";
import { reload } from "../page/address";
import { copyable } from "../page/copy";
import { confirmed } from "../page/dialog";
import { h, linkToNew } from "../page/dom";
import { list } from "../page/list";
import { complain, tell } from "../page/notice";
import { roleName } from "../page/roles";
import { row } from "../page/rows";
import type { PanelView } from "../page/shell";
import { state } from "../page/state";
import { dateOf } from "../page/times";
import type { Area } from "./area";

export async function invitationsView(area: Area): Promise<PanelView> {
  return {
    title: "Invitations",
    ...(await area.around()),
    content: [
      h("p", {}, "These wait for an answer."),
      area.mayManage && linkToNew(area.address("invitations", "new"), "Invite people"),
      list<ShownInvitation>({
        path: area.path("invitations"),
        key: "invitations",
        unit: ["invitation", "invitations"],
        search: "Search by the beginning of an address",
        row: (invitation) => invitationRow(area, invitation),
        empty: [
          h("p", {}, "No invitation waits for an answer."),
          area.mayManage &&
            h("p", {}, "Paste the addresses of those whom you want here; we tell you what became of each."),
        ],
      }),
    ],
  };
}

function invitationRow(area: Area, invitation: ShownInvitation): HTMLElement {
  const { email, role, invitedBy, expired, version } = invitation;
  const path = area.path("invitations", email);
  const passOn = h("div", { class: "wide" });

  async function sendAgain(): Promise<void> {
    const { link, detail } = await call<Partial<InvitationResult>>(
      "POST",
      area.path("invitations", email, "send"),
      {
        body: {},
        version,
      },
    );
    if (link !== undefined) {
      tell("There is a new link. The one before no longer counts.");
      passOn.replaceChildren(copyable(`Link for ${email}`, link));
      return;
    }
    if (detail === undefined)
      tell(`The invitation is sent to ${email} again. The link before no longer counts.`);
    else complain(`${email}: ${detail}.`);
    reload();
  }

  async function withdraw(): Promise<void> {
    const isSure = await confirmed({
      title: `Withdraw the invitation to ${email}?`,
      text: "Its link no longer counts. You can invite the address again.",
      action: "Withdraw",
    });
    if (!isSure) return;
    await call("DELETE", path, { version });
    tell(`The invitation to ${email} is withdrawn.`);
    reload();
  }

  return row(
    [
      h("strong", {}, email),
      h(
        "span",
        { class: "quiet" },
        "Invited ",
        dateOf(invitation.createdAt),
        invitedBy?.name && ` by ${invitedBy.name}`,
      ),
    ],
    h("span", {}, roleName(role)),
    expired ? state("expired") : h("span", { class: "quiet" }, "Until ", dateOf(invitation.expiresAt)),
    area.mayManage &&
      h(
        "div",
        { class: "actions" },
        actionButton("Send again", sendAgain, { about: email }),
        actionButton("Withdraw", withdraw, {
          class: "danger",
          about: email,
        }),
      ),
    passOn,
  );
}
