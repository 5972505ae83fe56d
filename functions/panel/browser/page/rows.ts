import { type Child, h } from "./dom";

/** What panel.css sets out as lines with columns. */
export const rowList = (...rows: readonly Child[]): HTMLUListElement => h("ul", { class: "rows" }, ...rows);

/** @param who the subject of the row; the columns after it say more */
export const row = (who: Child, ...columns: readonly Child[]): HTMLLIElement =>
  h("li", {}, h("div", { class: "who" }, who), ...columns);
