import type { Report } from "./reports/report";
import type { BrokenFunction } from "./stack/rebuild";

export interface EditionOptions {
  readonly stage?: string;
  /** The values of `--param`. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Where packages, people and tables are kept. */
  readonly folder: string;
  /** Without it, people and tables are in memory. */
  readonly keeps?: boolean;
  /** The issuer of tokens: the address of the pool on AWS, or that on this computer. */
  readonly issuer?: "aws" | "local";
  /** Whether what was kept of this stage is forgotten first. */
  readonly fresh?: boolean;
  /** Holds the service of this stage, packaged and unpacked before; without it, it is packaged now. */
  readonly packaged?: string;
  /** Free ones, unless given. */
  readonly poolPort?: number;
  readonly tablesPort?: number;
  readonly apiPort?: number;
  readonly storagePort?: number;
  readonly now?: () => Date;
  /** The repository whose edited sources take effect on the next invocation; without it, none do. */
  readonly sources?: string;
  /** Hears of what happens, in order. */
  readonly onReport?: (report: Report) => void;
  readonly onBroken?: (broken: BrokenFunction) => void;
  /** Hears the operation and the body of every request to the tables. */
  readonly onTablesRequest?: (operation: string, body: string) => void;
  readonly onProgress?: (step: string) => void;
}
