import type { TableUse } from "./table-units";

export type FlowName = "sign-up" | "confirmation" | "sign-in" | "refresh" | "migration";

/** The resources that the flow of one person uses. */
export interface Use {
  readonly functions: Readonly<
    Record<string, { readonly invocations: number; readonly milliseconds: number }>
  >;
  /** By logical ids. */
  readonly tables: Readonly<Record<string, TableUse>>;
  readonly events: number;
  readonly logBytes: number;
}

/** The figures that `npm run bench:capacity` has measured: bench/capacity.json. */
export interface Figures {
  readonly node: string;
  readonly platform: string;
  readonly people: number;
  readonly flows: Readonly<Record<FlowName, Use>>;
}
