import { FaultError } from "./errors";
import { InvalidValueError } from "./readers";

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the environment at cold start. A missing or malformed setting is an error that names it. */
export class Settings {
  constructor(private readonly environment: Environment) {}

  text(name: string): string {
    const value = this.environment[name];
    if (value === undefined || value === "") throw new FaultError(`the environment lacks ${name}`);
    return value;
  }

  /** A setting that only some environments have. */
  optionalText(name: string): string | undefined {
    return this.environment[name] || undefined;
  }

  read<Value>(name: string, read: (text: string) => Value): Value {
    const text = this.text(name);
    try {
      return read(text);
    } catch (error) {
      if (error instanceof InvalidValueError) throw new FaultError(`${name}: ${error.message}`);
      throw error;
    }
  }
}
