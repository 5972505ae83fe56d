import type { ShownExclusion } from "../api/representations";
import { addressOf } from "../page/address";
import { capitalised } from "../page/capitalised";
import { type Child, h, link } from "../page/dom";
import { row, rowList } from "../page/rows";
import { state } from "../page/state";
import { dateOf } from "../page/times";

/** The addresses and accounts that are excluded; nothing if none are. */
export const exclusionsPart = (exclusions: readonly ShownExclusion[]): Child =>
  exclusions.length > 0 && [
    h("h2", {}, "Kept out"),
    h(
      "p",
      { class: "quiet" },
      "Nobody gets in with these: after a suspension until it ends, after a removal until they are invited again.",
    ),
    rowList(exclusions.map(exclusionRow)),
  ];

const exclusionRow = ({ of, tenantId, status, since }: ShownExclusion) =>
  row(
    [
      of === undefined ? "This address" : capitalised(of),
      h(
        "span",
        { class: "quiet" },
        tenantId === null ? "Everywhere" : ["In ", link(addressOf("tenants", tenantId, "members"), tenantId)],
      ),
    ],
    state(status),
    h("span", { class: "quiet" }, "Since ", dateOf(since)),
  );
