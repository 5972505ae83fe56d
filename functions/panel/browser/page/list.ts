import { call } from "../api/api";
import type { ApiPage } from "../api/representations";
import { wordsOf } from "../api/words";
import { addressNow, keepQuery } from "./address";
import { button, type Child, h } from "./dom";
import { choice, textField } from "./form";
import { rowList } from "./rows";

interface Filter {
  readonly name: string;
  readonly label: string;
  readonly choices: readonly (readonly [value: string, words: string])[];
}

interface ListSettings<Item> {
  /** The path of the list in the API. */
  readonly path: string;
  /** The member of the answer that holds the items. */
  readonly key: string;
  /** The word for one item, and for several. */
  readonly unit: readonly [one: string, several: string];
  /** The label of the search, if there is one. */
  readonly search?: string;
  readonly filters?: readonly Filter[];
  readonly row: (item: Item) => HTMLElement;
  /** Shown if there are no items at all. */
  readonly empty: Child;
}

/** Long enough for a person who types quickly. */
const PAUSE_MS = 200;

/** A list in pages, which is searched while the person types. */
export function list<Item>({
  path,
  key,
  unit,
  search,
  filters = [],
  row,
  empty,
}: ListSettings<Item>): HTMLElement {
  const { query } = addressNow();
  const inputs = [
    ...(search === undefined ? [] : [searchField(search, query.get("q") ?? "")]),
    ...filters.map((filter) => filterField(filter, query.get(filter.name) ?? "")),
  ];
  const valuesNow = () => Object.fromEntries(inputs.map(({ input }) => [input.name, input.value.trim()]));

  const rows = rowList();
  const count = h("p", { role: "status", class: "quiet", tabindex: "-1" }, "Loading…");
  const below = h("div");
  let asked = 0;

  async function load(cursor?: string, takesFocus = false): Promise<void> {
    const loadButton = (text: string, from: string | undefined) => button(text, () => load(from, true));
    asked += 1;
    const mine = asked;
    const values = valuesNow();
    rows.ariaBusy = "true";
    try {
      const { items, next } = await pageOf(values, cursor);
      if (mine !== asked) return;
      if (cursor === undefined) rows.replaceChildren();
      const [first, ...others] = items.map(row);
      if (first !== undefined) rows.append(first, ...others);
      const isFiltered = Object.values(values).some(Boolean);
      const total = rows.children.length;
      count.textContent = `${total}${next === null ? "" : " or more"} ${total === 1 && next === null ? unit[0] : unit[1]}`;
      below.replaceChildren(
        ...(total === 0
          ? [
              h(
                "div",
                { class: "empty" },
                isFiltered ? `No ${unit[1]} fit. Search for less, or take a filter away.` : empty,
              ),
            ]
          : []),
        ...(next === null ? [] : [loadButton("Show more", next)]),
      );
      if (takesFocus) ((first ?? below).querySelector<HTMLElement>("a, button") ?? count).focus();
    } catch (error) {
      if (mine !== asked) return;
      // What is shown may not fit the search that has failed.
      if (cursor === undefined) rows.replaceChildren();
      count.textContent = "";
      const again = loadButton("Try again", cursor);
      below.replaceChildren(h("p", { role: "alert", class: "failure" }, wordsOf(error)), again);
      if (takesFocus) again.focus();
    } finally {
      if (mine === asked) rows.ariaBusy = null;
    }
  }

  /** The API filters a page after reading it, so an empty page can be followed by another. */
  async function pageOf(values: Readonly<Record<string, string>>, cursor?: string) {
    let next: string | null = cursor ?? null;
    for (;;) {
      const given = Object.entries({ ...values, ...(next !== null && { cursor: next }) }).filter(
        ([, value]) => value !== "",
      );
      const page: ApiPage = await call(
        "GET",
        given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path,
      );
      const items = page[key] as readonly Item[];
      next = page.next ?? null;
      if (items.length > 0 || next === null) return { items, next };
    }
  }

  let pause = 0;
  const later = () => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      // The person may have left the list meanwhile. The address is that of another view then.
      if (!inputs.some(({ input }) => input.isConnected)) return;
      keepQuery(valuesNow());
      void load();
    }, PAUSE_MS);
  };
  for (const { input } of inputs) input.addEventListener("input", later);
  void load();
  return h(
    "div",
    {},
    inputs.length > 0 &&
      h(
        "search",
        { class: "filters" },
        inputs.map(({ element }) => element),
      ),
    count,
    rows,
    below,
  );
}

const searchField = (label: string, value: string) =>
  textField(
    { name: "q", label },
    { type: "search", value, required: false, autocomplete: "off", spellcheck: "false" },
  );

const filterField = ({ name, label, choices }: Filter, value: string) =>
  choice({ name, label }, [["", "All"], ...choices], value);
