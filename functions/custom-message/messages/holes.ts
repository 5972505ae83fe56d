import { FaultError } from "../../../shared/runtime/errors";

type Hole = "brand" | "code" | "username" | "name";

const HOLE = /\[(brand|code|username|name)\]/g;

/** Puts the values into the holes of a text, all at once: a value that looks like a hole stays as it is. */
export const fill = (text: string, values: Readonly<Partial<Record<Hole, string>>>): string =>
  text.replace(HOLE, (hole, name: Hole) => {
    const value = values[name];
    if (value === undefined) throw new FaultError(`nothing to put into ${hole}`);
    return value;
  });
