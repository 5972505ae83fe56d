import { call } from "../api/api";
import type { ShownDomain } from "../api/representations";
import { actionButton } from "../page/act";
import { reload } from "../page/address";
import { copyable } from "../page/copy";
import { confirmed } from "../page/dialog";
import { h } from "../page/dom";
import { AS_TYPED, form, textField } from "../page/form";
import { list } from "../page/list";
import { tell } from "../page/notice";
import { row } from "../page/rows";
import type { PanelView } from "../page/shell";
import { state } from "../page/state";
import type { Area } from "./area";

/** The domains of a tenant. People who prove an address of a domain belong to the tenant. */
export async function domainsView(area: Area): Promise<PanelView> {
  return {
    title: "Domains",
    ...(await area.around()),
    content: [
      h(
        "p",
        {},
        "People with an address of a proven domain belong to this tenant. A domain that is only claimed grants nothing.",
      ),
      area.mayManage && h("section", { class: "card" }, h("h2", {}, "Claim a domain"), claimForm(area)),
      list<ShownDomain>({
        path: area.path("domains"),
        key: "domains",
        unit: ["domain", "domains"],
        row: (domain) => domainRow(area, domain),
        empty: h(
          "p",
          {},
          "This tenant has no domain. Claim one, then put the TXT record that you are shown into its DNS.",
        ),
      }),
    ],
  };
}

const claimForm = (area: Area) =>
  form({
    fields: [textField({ name: "domain", label: "Domain", hint: "Such as acme.example." }, AS_TYPED)],
    action: "Claim",
    async send({ domain }) {
      await call("PUT", area.path("domains", domain.trim().toLowerCase()), { body: {} });
      tell(`${domain} is claimed. Now prove it.`);
      reload();
    },
  });

function domainRow(area: Area, { domain, status, record }: ShownDomain): HTMLElement {
  const isOwned = status === "owned";

  async function check(): Promise<void> {
    await call("POST", area.path("domains", domain, "prove"), { body: {} });
    tell(`${domain} is proven.`);
    reload();
  }

  async function release(): Promise<void> {
    const isSure = await confirmed({
      title: isOwned ? `Release ${domain}?` : `Withdraw the claim of ${domain}?`,
      text: isOwned
        ? "New people with such an address no longer belong to this tenant. Its members stay."
        : "Its TXT record no longer counts.",
      action: isOwned ? "Release" : "Withdraw",
    });
    if (!isSure) return;
    await call("DELETE", area.path("domains", domain));
    tell(isOwned ? `${domain} is released.` : `The claim of ${domain} is withdrawn.`);
    reload();
  }

  return row(
    h("strong", {}, domain),
    isOwned ? state("owned") : h("span", { class: "state warn" }, "Not proven"),
    area.mayManage &&
      h(
        "div",
        { class: "actions" },
        !isOwned && actionButton("Check now", check, { class: "primary", about: domain }),
        actionButton(isOwned ? "Release" : "Withdraw", release, {
          class: "danger",
          about: domain,
        }),
      ),
    !isOwned &&
      record &&
      h(
        "div",
        { class: "wide" },
        h(
          "p",
          {},
          `Whoever runs the DNS of ${domain} adds this TXT record. It may take an hour until it is seen.`,
        ),
        copyable("Name of the record", record.name),
        copyable("Value of the record", record.value),
      ),
  );
}
