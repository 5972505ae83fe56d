export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The resolved properties of a resource, read by name. The error for a value of the wrong kind names its place. */
export class Properties {
  constructor(
    readonly place: string,
    readonly values: Json,
  ) {}

  text(name: string): string | undefined {
    const value = this.values[name];
    if (value === undefined) return undefined;
    if (typeof value === "object") throw this.mistake(name, "text");
    return String(value);
  }

  requiredText(name: string): string {
    const text = this.text(name);
    if (text === undefined) throw new Error(`${this.place}.${name} is missing`);
    return text;
  }

  /** CloudFormation accepts "true" for true and "5" for 5. */
  flag(name: string, fallback: boolean): boolean {
    const text = this.text(name) ?? String(fallback);
    if (text !== "true" && text !== "false") throw this.mistake(name, "true or false");
    return text === "true";
  }

  integer(name: string, fallback: number): number {
    return this.optionalInteger(name) ?? fallback;
  }

  optionalInteger(name: string): number | undefined {
    const text = this.text(name);
    if (text !== undefined && !/^-?\d{1,15}$/.test(text)) throw this.mistake(name, "a whole number");
    return text === undefined ? undefined : Number(text);
  }

  texts(name: string): readonly string[] | undefined {
    return this.list(name)?.map((value) => {
      if (typeof value === "object") throw this.mistake(name, "a list of texts");
      return String(value);
    });
  }

  /** Texts by names that the template chooses. */
  textMap(name: string): Readonly<Record<string, string>> {
    const { place, values } = this.part(name);
    const map = new Properties(place, values);
    return Object.fromEntries(Object.keys(values).map((key) => [key, map.requiredText(key)]));
  }

  /** Empty if it is not given. */
  part(name: string): Properties {
    const value = this.values[name] ?? {};
    if (!isObject(value)) throw this.mistake(name, "an object");
    return new Properties(`${this.place}.${name}`, value);
  }

  parts(name: string): readonly Properties[] {
    return (this.list(name) ?? []).map((value, index) => {
      if (!isObject(value)) throw this.mistake(name, "a list of objects");
      return new Properties(`${this.place}.${name}[${index}]`, value);
    });
  }

  has(name: string): boolean {
    return this.values[name] !== undefined;
  }

  private list(name: string): readonly unknown[] | undefined {
    const value = this.values[name];
    if (value !== undefined && !Array.isArray(value)) throw this.mistake(name, "a list");
    return value;
  }

  private mistake(name: string, expected: string): Error {
    return new Error(`${this.place}.${name} is not ${expected}: ${JSON.stringify(this.values[name])}`);
  }
}
