import { type Child, h, link } from "../page/dom";

interface Who {
  readonly sub: string;
  readonly name?: string | null;
  readonly email?: string | null;
}

/** The best name that is known of a person. */
export const nameOf = ({ name, email, sub }: Who): string => name || email || sub;

/** A link to a person, with the address below it unless the address is the name. */
export const linkTo = (who: Who, address: string): Child => [
  link(address, nameOf(who)),
  who.name ? h("span", { class: "quiet" }, who.email) : undefined,
];
