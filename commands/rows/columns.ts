import { ValueError } from "../cli/errors";
import type { RowFields } from "./row";

/** The fields that rows of a kind can have. */
export interface FieldNames {
  readonly single: readonly string[];
  /** Such as `attributes`, for any number of fields `attributes.<name>`. */
  readonly groups?: readonly string[];
}

/** A limit, because every JSON object can have different names. */
const MOST_IGNORED = 100;

/** Which column of a file holds which field. A column with the name of a field needs no mention. */
export class Columns {
  private readonly fields = new Map<string, string[]>();
  private readonly withoutField = new Set<string>();

  private constructor(
    private readonly columns: ReadonlyMap<string, string>,
    private readonly names: FieldNames,
  ) {
    for (const [field, column] of columns)
      this.fields.set(column, [...(this.fields.get(column) ?? []), field]);
  }

  /** Reads `login=email,hash=password`. */
  static from(map: string | undefined, names: FieldNames): Columns {
    const columns = new Map<string, string>();
    for (const pair of map?.split(",") ?? []) {
      const [, field = "", column = ""] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
      if (!isField(field, names))
        throw new ValueError(`--map takes <field>=<column>,... with the fields ${describe(names)}`);
      if (columns.has(field)) throw new ValueError(`--map names ${field} twice`);
      columns.set(field, column);
    }
    return new Columns(columns, names);
  }

  /** Picks the fields out of a row. */
  fieldsOf(row: RowFields): RowFields {
    const entries = Object.entries(row).flatMap(([column, value]) => {
      const fields = this.fieldsIn(column);
      if (fields.length === 0 && this.withoutField.size < MOST_IGNORED) this.withoutField.add(column);
      return fields.map((field) => [field, value]);
    });
    return Object.fromEntries(entries);
  }

  /** The columns that are needed, or named by `--map`, and are not among these. */
  missingIn(columns: readonly string[], needed: readonly string[]): readonly string[] {
    const wanted = [...needed, ...this.columns.keys()].map((field) => this.columns.get(field) ?? field);
    return [...new Set(wanted)].filter((column) => !columns.includes(column));
  }

  /** The columns that hold no field. */
  get ignored(): readonly string[] {
    return [...this.withoutField];
  }

  private fieldsIn(column: string): readonly string[] {
    const mapped = this.fields.get(column) ?? [];
    return isField(column, this.names) && !this.columns.has(column) ? [...mapped, column] : mapped;
  }
}

const isField = (name: string, { single, groups = [] }: FieldNames): boolean =>
  single.includes(name) ||
  groups.some((group) => name.startsWith(`${group}.`) && /^[^=,]+$/.test(name.slice(group.length + 1)));

const describe = ({ single, groups = [] }: FieldNames): string => {
  const all = [...single, ...groups.map((group) => `${group}.<name>`)];
  return `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
};
