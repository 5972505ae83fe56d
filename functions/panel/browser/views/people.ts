import { call } from "../api/api";
import type { ShownExclusion, ShownPerson } from "../api/representations";
import { addressNow, addressOf, keepQuery } from "../page/address";
import { h, nodesOf } from "../page/dom";
import { form, textField } from "../page/form";
import { row, rowList } from "../page/rows";
import type { PanelView } from "../page/shell";
import { state } from "../page/state";
import { exclusionsPart } from "./exclusions";
import { linkTo } from "./who";

/** Finds people of all tenants by a whole address; there is no list of everybody. */
export async function peopleView(): Promise<PanelView> {
  const known = addressNow().query.get("address") ?? "";
  const results = h("div", { role: "status" });
  const find = async (address: string) => {
    const { people, exclusions } = await call<Found>("GET", `/people?${new URLSearchParams({ address })}`);
    const found = people.length === 0 ? noOne(address) : rowsOf(people);
    results.replaceChildren(...nodesOf([found, exclusionsPart(exclusions)]));
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

interface Found {
  readonly people: readonly ShownPerson[];
  readonly exclusions: readonly ShownExclusion[];
}

const noOne = (address: string) =>
  h(
    "div",
    { class: "empty" },
    h("p", {}, `Nobody has or had ${address}.`),
    h("p", {}, "Whoever is only invited is among the invitations of their tenant."),
  );

const rowsOf = (people: readonly ShownPerson[]) =>
  rowList(
    people.map((person) =>
      row(linkTo(person, addressOf("people", person.sub)), state(person.status ?? "unfinished")),
    ),
  );
