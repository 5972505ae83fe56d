import { isRecord } from "../../shared/json";
import { isClientId } from "../../shared/runtime/cognito-event";
import { InvalidValueError, objectReader } from "../../shared/runtime/readers";
import { mistakeOf } from "./parameter";
import { readReturnAddresses } from "./return-addresses";

/** What differs between the web clients of a stack. */
export interface WebClient {
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  /** Its id, if `brands` has an entry for it. The id is known only after the first deployment. */
  readonly brand?: string;
}
export type WebClients = Readonly<Record<string, WebClient>>;

const ADDRESSES = ["callbackUrls", "logoutUrls"] as const;
const PARTS: readonly string[] = [...ADDRESSES, "brand"];

/** What the stack calls its other clients. */
const TAKEN = ["web", "machine"];
const isName = (name: string): boolean => /^[a-z][a-z0-9]{0,31}$/.test(name) && !TAKEN.includes(name);

/** By their names. A mistake is named by its place. */
export const readWebClients = objectReader(
  'an object of return addresses by names of clients, such as {"desk":{"callbackUrls":"https://desk.acme.example/in","logoutUrls":"https://desk.acme.example/out"}}',
  (clients): WebClients =>
    Object.fromEntries(
      Object.entries(clients).map(([name, written]) => {
        if (!isName(name))
          throw new InvalidValueError(
            `the name ${JSON.stringify(name)} is not valid; allowed: up to 32 lower-case letters and digits, the first a letter, ` +
              `but not ${TAKEN.join(" or ")}`,
          );
        return [name, readWebClient(name, written)];
      }),
    ),
);

function readWebClient(name: string, written: unknown): WebClient {
  const { brand, ...parts } = isRecord(written) ? written : {};
  const strange = Object.keys(parts).find((part) => !PARTS.includes(part));
  if (strange !== undefined)
    throw new InvalidValueError(`${name} has the unknown key ${strange}; allowed: ${PARTS.join(", ")}`);
  if (brand !== undefined && !(typeof brand === "string" && isClientId(brand)))
    throw new InvalidValueError(`${name}.brand must be the id of the client, as a key of brands has it`);
  const addresses = ADDRESSES.map((part) => {
    const mistake = mistakeOf(() => readReturnAddresses(parts[part] ?? ""));
    if (mistake !== undefined) throw new InvalidValueError(`${name}.${part}: ${mistake}`);
    return [part, readReturnAddresses(parts[part])];
  });
  return { ...Object.fromEntries(addresses), ...(brand !== undefined && { brand }) };
}
