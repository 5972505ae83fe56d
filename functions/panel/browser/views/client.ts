import { call, pathOf } from "../api/api";
import type { ShownClient } from "../api/representations";
import { may } from "../api/session";
import { actionButton } from "../page/act";
import { addressOf, go, reload } from "../page/address";
import { confirmed } from "../page/dialog";
import { details, h } from "../page/dom";
import { AS_TYPED, choice, type FormField, form, textArea, textField } from "../page/form";
import { tell } from "../page/notice";
import type { PanelView } from "../page/shell";
import { state } from "../page/state";
import { KINDS } from "./clients";

const ABOVE = { text: "Clients", address: addressOf("clients") };

/** The version of a new client, so that an existing one is not overwritten. */
const NOT_THERE_YET = 0;

const nameField = (value = "") => textField({ name: "name", label: "Name" }, { value, maxlength: 128 });

const scopesField = (scopes: readonly string[] = []): FormField<"scopes"> =>
  textArea(
    {
      name: "scopes",
      label: "Highest scopes",
      hint: "Their full names, such as api/profile.read, one a line.",
    },
    { value: scopes.join("\n"), autocomplete: "off", spellcheck: "false" },
  );

const scopesIn = (text: string): readonly string[] => text.split(/[\s,]+/).filter(Boolean);

export const newClientView = (): PanelView => ({
  title: "Register a client",
  above: ABOVE,
  content: h(
    "div",
    { class: "card" },
    form({
      fields: [
        textField(
          { name: "clientId", label: "Id of the app client", hint: "As Cognito shows it." },
          { pattern: "[\\w+]{1,128}", ...AS_TYPED },
        ),
        nameField(),
        choice(
          { name: "kind", label: "Whose it is", hint: "A machine gets tokens without a person." },
          Object.entries(KINDS),
          "foreign",
        ),
        textField(
          {
            name: "tenantId",
            label: "Tenant",
            hint: "For a machine: the id of its tenant, or platform for all.",
          },
          { required: false, ...AS_TYPED },
        ),
        scopesField(),
      ],
      action: "Register",
      async send({ clientId, tenantId, scopes, ...client }) {
        const body = { ...client, ...(tenantId !== "" && { tenantId }), scopes: scopesIn(scopes) };
        await call("PUT", pathOf("clients", clientId), { body, version: NOT_THERE_YET });
        tell(`${client.name} is registered.`);
        go(addressOf("clients", clientId));
      },
    }),
  ),
});

export async function clientView(clientId: string): Promise<PanelView> {
  const path = pathOf("clients", clientId);
  const { name, kind, tenantId, scopes, managedBy, status, version } = await call<ShownClient>("GET", path);
  const isChangeable = may("tenants.manage") && managedBy !== "stack" && status === "registered";

  async function release(): Promise<void> {
    const isSure = await confirmed({
      title: `Release ${name}?`,
      text: "It then gets the least. A machine gets no token at all.",
      action: "Release",
    });
    if (!isSure) return;
    await call("DELETE", path, { version });
    tell(`${name} is released.`);
    reload();
  }

  return {
    title: name || clientId,
    above: ABOVE,
    content: [
      details([
        ["Id", h("code", {}, clientId)],
        ["Whose it is", KINDS[kind] ?? kind],
        ["Tenant", tenantId],
        ["Status", state(status)],
        [
          "Highest scopes",
          kind === "own"
            ? "Those of the person's role"
            : (scopes ?? []).map((scope) => h("div", {}, h("code", {}, scope))),
        ],
      ]),
      managedBy === "stack" &&
        h("p", { class: "quiet" }, "The deployment looks after this client. Change it there."),
      isChangeable && [
        h(
          "section",
          { class: "card" },
          h("h2", {}, "Change"),
          form({
            fields: [nameField(name), scopesField(scopes ?? [])],
            action: "Save",
            async send({ name, scopes }) {
              const body = { name, kind, ...(tenantId && { tenantId }), scopes: scopesIn(scopes) };
              await call("PUT", path, { body, version });
              tell(`${name} is changed. Tokens from now on follow it.`);
              reload();
            },
          }),
        ),
        h(
          "section",
          { class: "card" },
          h("h2", {}, "Release"),
          h("p", {}, "For a client that is no longer used."),
          actionButton("Release this client", release, { class: "danger" }),
        ),
      ],
    ],
  };
}
