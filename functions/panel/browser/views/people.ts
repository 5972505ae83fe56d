import { call } from "../api/api";
import type { ShownPerson } from "../api/representations";
import { isGone } from "../api/words";
import { addressNow, addressOf, keepQuery } from "../page/address";
import { h, link, nodesOf } from "../page/dom";
import { form, textField } from "../page/form";
import type { PanelView } from "../page/shell";
import { state } from "../page/state";
import { memberName } from "./members";

/** Finds people of all tenants by a whole address; there is no list of everybody. */
export async function peopleView(): Promise<PanelView> {
  const known = addressNow().query.get("address") ?? "";
  const results = h("div", { role: "status" });
  const find = async (address: string) => {
    const people = await peopleWith(address);
    results.replaceChildren(...nodesOf(people.length === 0 ? noOne(address) : rowsOf(people)));
  };
  if (known !== "") await find(known);
  return {
    title: "People",
    content: [
      h(
        "div",
        { class: "card" },
        form({
          fields: [
            textField(
              { name: "address", label: "E-mail address", hint: "The whole address, present or former." },
              { type: "email", value: known, autocomplete: "off", spellcheck: "false" },
            ),
          ],
          action: "Find",
          async send({ address }) {
            keepQuery({ address });
            await find(address);
          },
        }),
      ),
      results,
    ],
  };
}

async function peopleWith(address: string): Promise<readonly ShownPerson[]> {
  try {
    return (
      await call<{ people: readonly ShownPerson[] }>("GET", `/people?${new URLSearchParams({ address })}`)
    ).people;
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

const noOne = (address: string) =>
  h(
    "div",
    { class: "empty" },
    h("p", {}, `Nobody has or had ${address}.`),
    h("p", {}, "Whoever is only invited is among the invitations of their tenant."),
  );

const rowsOf = (people: readonly ShownPerson[]) =>
  h(
    "ul",
    { class: "rows" },
    people.map((person) =>
      h(
        "li",
        {},
        h(
          "div",
          { class: "who" },
          link(addressOf("people", person.sub), memberName(person)),
          person.name ? h("span", { class: "quiet" }, person.email) : undefined,
        ),
        state(person.status ?? "unfinished"),
      ),
    ),
  );
