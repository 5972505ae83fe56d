import { forgetInvitation, linkedInvitation, takeInvitation } from "./api/invitation";
import { onSession, renew, signOut, whoIsSignedIn } from "./api/session";
import { isGone, isNotSignedIn, wordsOf } from "./api/words";
import { act } from "./page/act";
import { addressNow, addressOf, reload } from "./page/address";
import { button, h, link } from "./page/dom";
import { complain } from "./page/notice";
import { closeView, frame, markLoading, openPage, type PanelView, show } from "./page/shell";
import { PLATFORM } from "./views/area";
import { viewAt } from "./views/every-view";
import { ownSections, PLACES, sections } from "./views/navigation";
import { placesOf } from "./views/places";
import { isForSignedOut, signedOutView } from "./views/signed-out";

/** If several views are requested, only the last one is shown. */
let asked = 0;

async function render(takesFocus = true): Promise<void> {
  asked += 1;
  const mine = asked;
  markLoading(true);
  const view = whoIsSignedIn() === undefined ? signedOutView(showNext) : await signedInView();
  if (mine !== asked) return;
  markLoading(false);
  show(view, { takesFocus });
}

const showNext = (view: PanelView) => show(view, { takesFocus: true });

async function signedInView(): Promise<PanelView> {
  const { path } = addressNow();
  if (arrivedByInvitation()) history.replaceState(null, "", PLACES.address);
  else if (path.length === 0 || isForSignedOut(path))
    history.replaceState(null, "", (sections()[0] ?? PLACES).address);
  try {
    const view = await viewAt(addressNow());
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

/** Whether a signed-in person has come by the link of an invitation. They answer it under their own tenants. */
function arrivedByInvitation(): boolean {
  const [invitation, person] = [linkedInvitation(), whoIsSignedIn()];
  if (invitation === undefined || person === undefined) return false;
  forgetInvitation();
  if (invitation.email.toLowerCase() !== person.email.toLowerCase())
    complain(
      `The invitation is for ${invitation.email}, and you are signed in as ${person.email}. Sign out, and open its link again.`,
    );
  return true;
}

const notFound = (text: string): PanelView => ({
  title: "Not found",
  content: h("div", { class: "empty" }, h("p", {}, text), h("p", {}, link(addressOf(), "To the beginning"))),
});

/** Draws the frame around the views, by the tokens. The name of the tenant follows a moment later. */
function renderFrame(): void {
  const person = whoIsSignedIn();
  if (person === undefined) {
    frame(undefined);
    return;
  }
  const { tenantId, name, email } = person;
  const around = {
    person: name ?? email,
    links: sections(),
    own: ownSections(),
    signOut: () => act(signOut),
  };
  frame({ ...around, place: tenantId === PLATFORM ? "Platform" : tenantId });
  if (tenantId === PLATFORM) return;
  void placesOf().then(
    (places) => {
      const place = places.find((one) => one.tenantId === tenantId)?.tenantName;
      if (place !== undefined && whoIsSignedIn() === person) frame({ ...around, place });
    },
    // The tenant's id is shown already.
    () => undefined,
  );
}

async function start(): Promise<void> {
  takeInvitation();
  openPage();
  // Without a session, the form for signing in is shown.
  await renew().catch((error) => {
    if (!isNotSignedIn(error)) complain(wordsOf(error));
  });
  renderFrame();
  onSession(() => {
    closeView();
    renderFrame();
    void render();
  });
  addEventListener("hashchange", () => void render());
  await render(false);
}

void start();
