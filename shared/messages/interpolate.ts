import { FaultError } from "../runtime/errors";

type Slot = "brand" | "code" | "username" | "name" | "until";

const SLOT = /\[(brand|code|username|name|until)\]/g;

/** Replaces all slots of a text at once, so a value that looks like a slot stays as it is. */
export const interpolate = (text: string, values: Readonly<Partial<Record<Slot, string>>>): string =>
  text.replace(SLOT, (slot, name: Slot) => {
    const value = values[name];
    if (value === undefined) throw new FaultError(`nothing to put into ${slot}`);
    return value;
  });
