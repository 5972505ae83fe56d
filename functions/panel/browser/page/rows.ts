import { type Child, h } from "./dom";

/** What panel.css sets out as lines with columns. */
export const rowList = (...rows: readonly Child[]): HTMLUListElement => h("ul", { class: "rows" }, ...rows);

/** @param who or what a row is about; what is said of it stands in the columns behind */
export const row = (who: Child, ...columns: readonly Child[]): HTMLLIElement =>
  h("li", {}, h("div", { class: "who" }, who), ...columns);
