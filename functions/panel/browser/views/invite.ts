import { call } from "../api/api";
import type { InvitationResult } from "../api/representations";
import { copyable } from "../page/copy";
import { type Child, h, link } from "../page/dom";
import { choice, form, textArea } from "../page/form";
import { aRole, ROLE_CHOICES, ROLES_ALLOW } from "../page/roles";
import { row, rowList } from "../page/rows";
import type { PanelView } from "../page/shell";
import { addressesIn } from "./addresses";
import { type Area, PLATFORM } from "./area";

/** What the API takes in one request. */
const MOST = 100;

export async function inviteView(area: Area): Promise<PanelView> {
  const isPlatform = area.tenantId === PLATFORM;
  const emails = textArea(
    {
      name: "emails",
      label: "E-mail addresses",
      hint: `One or up to ${MOST}, separated by lines, spaces or commas.`,
    },
    { rows: 6, required: true, autocomplete: "off", spellcheck: "false" },
  );
  const role = choice(
    { name: "role", label: "Role", hint: isPlatform ? undefined : ROLES_ALLOW },
    ROLE_CHOICES,
    isPlatform ? "viewer" : "member",
  );
  const count = h("p", { class: "quiet", role: "status" });
  emails.input.addEventListener("input", () => {
    const { length } = addressesIn(emails.input.value);
    count.textContent = length === 0 ? "" : `${length} ${length === 1 ? "address" : "addresses"}`;
  });
  const results = h("section", { tabindex: "-1", "aria-label": "Results" });
  return {
    title: isPlatform ? "Invite operators" : "Invite people",
    ...(await area.around()),
    above: { text: "Invitations", address: area.address("invitations") },
    content: [
      h(
        "div",
        { class: "card" },
        form({
          fields: [emails, role],
          action: "Invite",
          more: count,
          async send({ emails: text, role }) {
            const invited = addressesIn(text);
            if (invited.length === 0) return emails.complain("There is no e-mail address in this text");
            if (invited.length > MOST)
              return emails.complain(`These are ${invited.length} addresses. At most ${MOST} go at once`);
            const answer = await call<{ results: readonly InvitationResult[] }>(
              "POST",
              area.path("invitations"),
              {
                body: { invitations: invited.map((email) => ({ email, role })) },
              },
            );
            emails.input.value = "";
            count.textContent = "";
            results.replaceChildren(...resultsOf(answer.results, role), allInvitations(area));
            results.focus();
          },
        }),
      ),
      results,
    ],
  };
}

const resultsOf = (results: readonly InvitationResult[], role: string): readonly Node[] => [
  h("h2", {}, "What became of them"),
  rowList(
    results.map(({ email, outcome, detail, link }) =>
      row(
        [h("strong", {}, email), h("span", { class: toneOf(outcome) }, said(outcome, role, link, detail))],
        link !== undefined && h("div", { class: "wide" }, copyable(`Link for ${email}`, link)),
      ),
    ),
  ),
];

const toneOf = (outcome: string): string => (outcome === "refused" ? "bad" : "quiet");

function said(outcome: string, role: string, link: string | undefined, detail: string | undefined): Child {
  switch (outcome) {
    case "invited":
    case "invited-again": {
      const again = outcome === "invited-again" ? ", in place of the earlier invitation" : "";
      const delivery =
        link === undefined
          ? (detail ?? "The invitation is in the mail")
          : "No mail was sent: pass this link on";
      return `Invited as ${aRole(role)}${again}. ${delivery}.`;
    }
    case "already-member":
      return detail ?? "Is a member already. Change the role there.";
    default:
      return detail ?? "Cannot be invited.";
  }
}

const allInvitations = (area: Area) =>
  h("p", {}, link(area.address("invitations"), "See all open invitations"));
