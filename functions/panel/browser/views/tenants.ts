import { call } from "../api/api";
import type { ShownTenant } from "../api/representations";
import { may } from "../api/session";
import { addressOf, go } from "../page/address";
import { h, link, linkToNew } from "../page/dom";
import { AS_TYPED, form, textField } from "../page/form";
import { list } from "../page/list";
import { tell } from "../page/notice";
import { roleName } from "../page/roles";
import { row } from "../page/rows";
import type { PanelView } from "../page/shell";
import { state } from "../page/state";
import { defaultRoleField } from "./default-role";

export const tenantsView = (): PanelView => ({
  title: "Tenants",
  content: [
    may("tenants.manage") && linkToNew(addressOf("new-tenant"), "Create a tenant"),
    list<ShownTenant>({
      path: "/tenants",
      key: "tenants",
      unit: ["tenant", "tenants"],
      search: "Search by the beginning of a name",
      row: ({ tenantId, name, status, defaultRole }) =>
        row(
          [link(addressOf("tenants", tenantId, "members"), name), h("code", { class: "quiet" }, tenantId)],
          h("span", { class: "quiet" }, `Default: ${roleName(defaultRole)}`),
          state(status),
        ),
      empty: h("p", {}, "There is no tenant yet. Create the first one, then invite its first admin."),
    }),
  ],
});

export const newTenantView = (): PanelView => ({
  title: "Create a tenant",
  above: { text: "Tenants", address: addressOf("tenants") },
  content: h(
    "div",
    { class: "card" },
    form({
      fields: [
        textField({ name: "name", label: "Name" }, { maxlength: 256 }),
        textField(
          {
            name: "tenantId",
            label: "Id",
            hint: "Stands in tokens and never changes: lower-case letters, digits and hyphens, such as acme.",
          },
          { pattern: "[a-z0-9][a-z0-9\\-]{1,62}", ...AS_TYPED },
        ),
        defaultRoleField("viewer"),
      ],
      action: "Create",
      async send(tenant) {
        await call("POST", "/tenants", { body: tenant });
        tell(`${tenant.name} is created. Invite its first admin.`);
        go(addressOf("tenants", tenant.tenantId, "invitations", "new"));
      },
    }),
  ),
});
