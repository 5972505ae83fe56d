import { type Child, h, link } from "../page/dom";

interface Who {
  readonly sub: string;
  readonly name?: string | null;
  readonly email?: string | null;
}

/** The best that is known of somebody. */
export const nameOf = ({ name, email, sub }: Who): string => name || email || sub;

/** Leads to somebody, with the address below unless it stands there already. */
export const linkTo = (who: Who, address: string): Child => [
  link(address, nameOf(who)),
  who.name ? h("span", { class: "quiet" }, who.email) : undefined,
];
