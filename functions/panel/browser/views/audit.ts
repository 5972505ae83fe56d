import { call } from "../api/api";
import type { ShownEntry } from "../api/representations";
import { actionButton } from "../page/act";
import { h } from "../page/dom";
import type { PanelView } from "../page/shell";
import { clockOf, dayOf } from "../page/times";
import type { Area } from "./area";
import { sentenceOf } from "./story";

interface AuditPage {
  readonly entries: readonly ShownEntry[];
  readonly next: string | null;
}

/** What happened, newest first, under a heading for each day of the reader's zone. */
export async function auditView(area: Area): Promise<PanelView> {
  const path = area.path("audit");
  const [first, around] = await Promise.all([call<AuditPage>("GET", path), area.around()]);
  const days = h("div", { class: "story" });
  const more = h("div");

  function append({ entries, next }: AuditPage): void {
    for (const entry of entries) listOf(dayOf(entry.time)).append(entryRow(entry));
    more.replaceChildren(
      ...(next === null
        ? []
        : [
            actionButton("Show earlier", async () => {
              append(await call<AuditPage>("GET", `${path}?${new URLSearchParams({ cursor: next })}`));
            }),
          ]),
    );
  }

  let last: { readonly day: string; readonly list: HTMLElement } | undefined;
  function listOf(day: string): HTMLElement {
    if (last?.day !== day) {
      last = { day, list: h("ol") };
      days.append(h("section", {}, h("h2", {}, day), last.list));
    }
    return last.list;
  }

  append(first);
  return {
    title: "Audit",
    ...around,
    content:
      first.entries.length === 0 && first.next === null
        ? h(
            "div",
            { class: "empty" },
            h("p", {}, "Nothing has happened yet. Every change will stand here: who made it, and when."),
          )
        : [h("p", { class: "quiet" }, "Times are those of your own zone."), days, more],
  };
}

const entryRow = (entry: ShownEntry) =>
  h("li", {}, clockOf(entry.time), h("span", {}, `${sentenceOf(entry)}.`));
