import { button, type Child, h, link, nodesOf } from "./dom";
import { forgetNotices, leaveNotices, notices } from "./notice";

/** What the page shows at one address. */
export interface PanelView {
  readonly title: string;
  readonly content: Child;
  /** The view one level up. */
  readonly above?: { readonly text: string; readonly address: string };
  /** The links of a tenant that an operator has opened. */
  readonly within?: { readonly name: string; readonly links: readonly NavigationLink[] };
}

export interface NavigationLink {
  readonly text: string;
  readonly address: string;
}

interface Frame {
  readonly place: string;
  readonly person: string;
  readonly links: readonly NavigationLink[];
  /** Links that belong to the person and not to the tenant. */
  readonly own: readonly NavigationLink[];
  signOut(): void;
}

const header = h("header", { class: "top" });
const navigation = h("nav", { class: "side", "aria-label": "Sections" });
const view = h("div");
const main = h("main", { id: "main", tabindex: "-1" }, notices, view);
const skip = link("#main", "Skip to the content", {
  class: "skip",
  click(event) {
    // The address names the view, so it must not change.
    event.preventDefault();
    main.focus();
  },
});

export function openPage(): void {
  document.body.replaceChildren(skip, header, h("div", { class: "columns" }, navigation, main));
}

/** Draws the frame around every view. Without content, nobody is signed in. */
export function frame(content: Frame | undefined): void {
  document.body.classList.toggle("signed-out", content === undefined);
  header.replaceChildren();
  navigation.replaceChildren();
  if (content === undefined) return;
  const { place, person, links, own, signOut } = content;
  header.append(
    h("div", { class: "place" }, h("strong", {}, place), h("span", { class: "quiet" }, "Administration")),
    h(
      "div",
      { class: "account" },
      h("span", { class: "quiet" }, person),
      own.map(navigationLink),
      button("Sign out", signOut),
    ),
  );
  navigation.append(listOf(links));
  markCurrent();
}

const navigationLink = ({ text, address }: NavigationLink) => link(address, text);
const listOf = (links: readonly NavigationLink[]) =>
  h(
    "ul",
    {},
    links.map((one) => h("li", {}, navigationLink(one))),
  );

/** Shows that a view is loading, while the previous one stays. */
export const markLoading = (isLoading: boolean): void => {
  main.ariaBusy = isLoading ? "true" : null;
};

/**
 * Nothing of the present view can be used any more, nor the undoing that a notice offers. They were made for the former
 * tenant or person, and a request that they sent now would go to the present one.
 */
export function closeView(): void {
  view.inert = true;
  forgetNotices();
  for (const dialog of document.querySelectorAll("dialog")) dialog.close("no");
}

/** Shows a view. The focus goes to its heading, so that a screen reader begins there. */
export function show(
  { title, content, above, within }: PanelView,
  { takesFocus }: { takesFocus: boolean },
): void {
  leaveNotices();
  document.title = within === undefined ? title : `${title} – ${within.name}`;
  const heading = h("h1", { tabindex: "-1" }, title);
  view.replaceChildren(
    ...nodesOf([
      above && h("p", { class: "above" }, link(above.address, `‹ ${above.text}`)),
      within &&
        h(
          "nav",
          { class: "within", "aria-label": within.name },
          h("strong", {}, within.name),
          listOf(within.links),
        ),
      heading,
      content,
    ]),
  );
  view.inert = false;
  markCurrent();
  if (takesFocus) heading.focus();
}

/** The link to the present view, or to the one above it. */
function markCurrent(): void {
  const here = location.hash.split("?")[0] ?? "";
  for (const group of document.querySelectorAll("nav, .account")) {
    const links = [...group.querySelectorAll("a")];
    const leading = links
      .filter(({ hash }) => here === hash || here.startsWith(`${hash}/`))
      .sort((one, other) => other.hash.length - one.hash.length)[0];
    for (const one of links) one.ariaCurrent = one === leading ? "page" : null;
  }
}
