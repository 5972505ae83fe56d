import { call, pathOf } from "../api/api";
import type { ShownSession } from "../api/representations";
import { isGone } from "../api/words";
import { actionButton } from "../page/act";
import { reload } from "../page/address";
import { confirmed } from "../page/dialog";
import { h } from "../page/dom";
import { tell } from "../page/notice";
import { row, rowList } from "../page/rows";
import type { PanelView } from "../page/shell";
import { dateOf, momentOf } from "../page/times";

const LATER = "Applications that are open there can take a while to notice.";

/** The person's sessions. Their IP addresses are not shown, because most of them are addresses of AWS. */
export async function sessionsView(): Promise<PanelView> {
  const { sessions } = await call<{ sessions: readonly ShownSession[] }>("GET", "/sessions");

  async function endOthers(): Promise<void> {
    const isSure = await confirmed({
      title: "End all other sessions?",
      text: `You stay signed in here, and sign in again everywhere else. ${LATER}`,
      action: "End them",
    });
    if (!isSure) return;
    await call("DELETE", "/sessions");
    tell("You are signed in nowhere else any more.");
    reload();
  }

  return {
    title: "My sessions",
    content: [
      h(
        "p",
        {},
        "The browsers and apps in which you are signed in. If you do not recognise one of them, end it. Then sign out, and choose a new password by “Forgot your password?”.",
      ),
      rowList(sessions.map(sessionRow)),
      sessions.some(({ current }) => !current) &&
        h("div", { class: "actions" }, actionButton("End all others", endOthers, { class: "danger" })),
    ],
  };
}

function sessionRow({ id, type, current, createdAt, lastActiveAt, device }: ShownSession): HTMLElement {
  const name = device ?? "Unknown device";

  async function end(): Promise<void> {
    const isSure = await confirmed({
      title: `End the session on ${name}?`,
      text: `Whoever uses it has to sign in again. ${LATER}`,
      action: "End it",
    });
    if (!isSure) return;
    await call("DELETE", pathOf("sessions", id)).catch((error) => {
      // It has ended meanwhile, which is what was asked for.
      if (!isGone(error)) throw error;
    });
    tell(`The session on ${name} has ended.`);
    reload();
  }

  return row(
    [
      h("strong", {}, name),
      h(
        "span",
        { class: "quiet" },
        type === "pages" ? "On the sign-in pages since " : "Since ",
        dateOf(createdAt),
      ),
    ],
    lastActiveAt && h("span", { class: "quiet" }, "Last used ", momentOf(lastActiveAt)),
    current
      ? h("span", { class: "state plain" }, "You are here")
      : h("div", { class: "actions" }, actionButton("End", end, { class: "danger", about: name })),
  );
}
