export type Child = Node | string | false | null | undefined | readonly Child[];

type Listener = (event: Event) => unknown;
export type Attributes = Readonly<Record<string, string | number | boolean | undefined | Listener>>;

/**
 * Makes an element. An attribute that is a function listens to the event of its name. Text is never parsed as markup.
 */
export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(key, value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...nodesOf(children));
  return element;
}

export const nodesOf = (child: Child): readonly (Node | string)[] => {
  if (Array.isArray(child)) return child.flatMap(nodesOf);
  return child === false || child === null || child === undefined ? [] : [child as Node | string];
};

let made = 0;

/** An id that no other element of the page has. */
export function newId(prefix: string): string {
  made += 1;
  return `${prefix}-${made}`;
}

export const link = (href: string, text: Child, attributes: Attributes = {}): HTMLAnchorElement =>
  h("a", { href, ...attributes }, text);

/** A button. While what it does takes its time, pressing it again does nothing. */
export const button = (text: string, press: Listener, attributes: Attributes = {}): HTMLButtonElement =>
  h("button", { type: "button", click: oneAtATime(press), ...attributes }, text);

/** A listener that passes over further events while it is busy with one. */
export const oneAtATime =
  (listener: Listener): Listener =>
  async (event) => {
    const element = event.currentTarget as HTMLElement;
    if (element.ariaBusy === "true") return;
    element.ariaBusy = "true";
    try {
      await listener(event);
    } finally {
      element.ariaBusy = null;
    }
  };

/** A link to a form that creates something. */
export const linkToNew = (href: string, text: string): HTMLElement =>
  h("div", { class: "actions" }, link(href, text, { class: "button primary" }));

/** Names and values. */
export const details = (entries: readonly (readonly [name: string, value: Child])[]): HTMLElement =>
  h(
    "dl",
    {},
    entries
      .filter(([, value]) => nodesOf(value).length > 0)
      .map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]),
  );
