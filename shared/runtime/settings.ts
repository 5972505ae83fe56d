import { FaultError } from "./errors";

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the environment at cold start. What is missing or malformed is an error that names it. */
export class Settings {
  constructor(private readonly environment: Environment) {}

  text(name: string): string {
    const value = this.environment[name];
    if (value === undefined || value === "") throw new FaultError(`the environment lacks ${name}`);
    return value;
  }

  choice<const Choice extends string>(name: string, choices: readonly Choice[]): Choice {
    const value = this.text(name);
    const choice = choices.find((candidate) => candidate === value);
    if (choice === undefined) throw new FaultError(`${name} is none of ${choices.join(", ")}`);
    return choice;
  }

  integer(name: string): number {
    const value = this.text(name);
    if (!/^\d{1,9}$/.test(value)) throw new FaultError(`${name} is not a whole number`);
    return Number(value);
  }

  /** A comma-separated list; the single word that stands for "no list" is given by the caller and read as such. */
  list<const Word extends string>(name: string, word: Word): readonly string[] | Word {
    const value = this.text(name);
    if (value === word) return word;
    return value.split(",").map((entry) => entry.trim());
  }

  json(name: string): unknown {
    const value = this.text(name);
    try {
      return JSON.parse(value);
    } catch {
      throw new FaultError(`${name} is not JSON`);
    }
  }
}
