import { onSession, renew, signOut, whoIsSignedIn } from "./api/session";
import { isGone, isNotSignedIn, wordsOf } from "./api/words";
import { act } from "./page/act";
import { addressNow, addressOf, reload } from "./page/address";
import { button, h, link } from "./page/dom";
import { complain } from "./page/notice";
import { frame, markLoading, openPage, type PanelView, show } from "./page/shell";
import { PLATFORM } from "./views/area";
import { viewAt } from "./views/every-view";
import { forgotPasswordView } from "./views/forgot-password";
import { OWN, sections } from "./views/navigation";
import { placesOf } from "./views/places";
import { signInView } from "./views/sign-in";

/** Of several views that are asked for, the last one is shown. */
let asked = 0;

async function render(takesFocus = true): Promise<void> {
  asked += 1;
  const mine = asked;
  markLoading(true);
  const view = whoIsSignedIn() === undefined ? signedOutView() : await signedInView();
  if (mine !== asked) return;
  markLoading(false);
  show(view, { takesFocus });
}

const signedOutView = (): PanelView => {
  const step = (view: PanelView) => show(view, { takesFocus: true });
  return addressNow().path[0] === "forgot-password" ? forgotPasswordView(step) : signInView(step);
};

async function signedInView(): Promise<PanelView> {
  const { path, query } = addressNow();
  const isHome = path.length === 0 || path[0] === "forgot-password";
  const home = (sections()[0] ?? OWN).address;
  if (isHome) history.replaceState(null, "", home);
  try {
    const view = await viewAt(isHome ? addressNow() : { path, query });
    return view ?? notFound("There is nothing at this address.");
  } catch (error) {
    if (whoIsSignedIn() === undefined) complain(wordsOf(error));
    if (isGone(error)) return notFound("It is not there, or no longer.");
    return {
      title: "This did not work",
      content: h("div", { class: "empty" }, h("p", {}, wordsOf(error)), button("Try again", reload)),
    };
  }
}

const notFound = (text: string): PanelView => ({
  title: "Not found",
  content: h("div", { class: "empty" }, h("p", {}, text), h("p", {}, link(addressOf(), "To the beginning"))),
});

/** What stands around the views follows the tokens; the name of the tenant comes a moment later. */
function renderFrame(): void {
  const person = whoIsSignedIn();
  if (person === undefined) {
    frame(undefined);
    return;
  }
  const { tenantId, name, email } = person;
  const around = { person: name ?? email, links: sections(), own: OWN, signOut: () => act(signOut) };
  frame({ ...around, place: tenantId === PLATFORM ? "Platform" : tenantId });
  if (tenantId === PLATFORM) return;
  void placesOf().then(
    (places) => {
      const place = places.find((one) => one.tenantId === tenantId)?.tenantName;
      if (place !== undefined && whoIsSignedIn() === person) frame({ ...around, place });
    },
    // The id says it as well.
    () => undefined,
  );
}

async function start(): Promise<void> {
  openPage();
  // Where there is no session, the form for signing in is the answer.
  await renew().catch((error) => {
    if (!isNotSignedIn(error)) complain(wordsOf(error));
  });
  renderFrame();
  onSession(() => {
    renderFrame();
    void render();
  });
  addEventListener("hashchange", () => void render());
  await render(false);
}

void start();
