import type { TableUse } from "./table-units";

export type FlowName = "sign-up" | "confirmation" | "sign-in" | "refresh" | "migration";

/** What one person's flow asks for. */
export interface Use {
  readonly functions: Readonly<
    Record<string, { readonly invocations: number; readonly milliseconds: number }>
  >;
  /** By logical ids. */
  readonly tables: Readonly<Record<string, TableUse>>;
  readonly events: number;
  readonly logBytes: number;
}

/** What `npm run bench:capacity` has measured: bench/capacity.json. */
export interface Figures {
  readonly node: string;
  readonly platform: string;
  readonly people: number;
  readonly flows: Readonly<Record<FlowName, Use>>;
}
