import { call } from "../api/api";
import { may } from "../api/session";
import { actionButton } from "../page/act";
import { reload } from "../page/address";
import { confirmed } from "../page/dialog";
import { details, h } from "../page/dom";
import { form, textField } from "../page/form";
import { tell } from "../page/notice";
import { roleName } from "../page/roles";
import type { PanelView } from "../page/shell";
import { state } from "../page/state";
import type { Area } from "./area";
import { brandFields } from "./brand";
import { defaultRoleField } from "./default-role";

export async function settingsView(area: Area): Promise<PanelView> {
  const [tenant, around] = await Promise.all([area.tenant(), area.around()]);
  const path = area.path();
  const { tenantId, name, defaultRole, status, brand, version } = tenant;

  const look = brandFields(brand ?? undefined);
  const change = form({
    fields: [
      textField({ name: "name", label: "Name of the tenant" }, { value: name, maxlength: 256 }),
      defaultRoleField(defaultRole),
      ...look.fields,
    ],
    action: "Save",
    async send({ name, defaultRole, ...values }) {
      await call("PATCH", path, { body: { name, defaultRole, brand: look.read(values) }, version });
      tell("The settings are saved.");
      reload();
    },
  });

  async function suspend(): Promise<void> {
    const isSure = await confirmed({
      title: `Suspend ${name}?`,
      text: "Nobody of this tenant gets in until an operator restores it.",
      action: "Suspend the tenant",
    });
    if (!isSure) return;
    await call("PATCH", path, { body: { status: "suspended" }, version });
    tell(`${name} is suspended.`);
    reload();
  }

  async function restore(): Promise<void> {
    await call("PATCH", path, { body: { status: "active" }, version });
    tell(`${name} is restored.`);
    reload();
  }

  return {
    title: "Settings",
    ...around,
    content: [
      details([
        ["Id", h("code", {}, tenantId)],
        ["Status", state(status)],
        ...(area.mayManage ? [] : [["Default role", roleName(defaultRole)] as const]),
      ]),
      area.mayManage && h("section", { class: "card" }, change),
      may("tenants.manage") &&
        h(
          "section",
          { class: "card" },
          h("h2", {}, "Access"),
          status === "suspended"
            ? [h("p", {}, "Nobody of this tenant gets in."), actionButton("Restore the tenant", restore)]
            : [
                h("p", {}, "For a customer who has left, or until a question is settled."),
                actionButton("Suspend the tenant", suspend, { class: "danger" }),
              ],
        ),
    ],
  };
}
