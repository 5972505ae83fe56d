import { html, NOTHING } from "../html";
import type { BusEvent, EventFilter } from "../services/event-bus";
import { isObject } from "../stack/properties";
import { json, type Page } from "./page";

/** The most events on the page. Programs get all of them. */
const MOST_SHOWN = 100;

/** @param events in the order in which they were put on the bus */
export function eventsPage(
  events: readonly BusEvent[],
  { type, tenantId }: EventFilter,
  addressOf: (sub: string) => string | undefined,
): Page {
  const isFiltered = type !== undefined || tenantId !== undefined;
  const words = [type, tenantId === undefined ? undefined : `of ${tenantId}`];
  return {
    title: ["Events", ...words].filter((word) => word !== undefined).join(" "),
    content: html`${
      isFiltered
        ? html`<p class="quiet"><a href="/events">All events</a></p>`
        : html`<p class="quiet">What the functions have put on the bus, the newest first, as its rules and targets would get it.</p>`
    }${
      events.length === 0
        ? html`<p>No ${isFiltered ? "such event" : "event"} is on the bus yet.</p>`
        : events
            .slice(-MOST_SHOWN)
            .reverse()
            .map((event) => entry(event, addressOf))
    }`,
  };
}

function entry(event: BusEvent, addressOf: (sub: string) => string | undefined) {
  const { "detail-type": type, time, detail } = event;
  const { tenantId, actor } = detail;
  return html`<details><summary><strong>${type}</strong> ${actorIn(actor, addressOf)}
<div class="quiet"><time>${time.replace("T", " ").replace("Z", "")}</time> UTC${typeof tenantId === "string" ? html`, ${tenantId}` : NOTHING}</div></summary>
<p class="quiet"><a href="/events?type=${encodeURIComponent(type)}">${type} only</a>${
    typeof tenantId === "string"
      ? html`, <a href="/events?tenantId=${encodeURIComponent(tenantId)}">${tenantId} only</a>`
      : NOTHING
  }</p>
${json(event)}
</details>
`;
}

/** `by person ada@acme.example`: the actor, as the suite's own events name one. */
function actorIn(actor: unknown, addressOf: (sub: string) => string | undefined): string {
  if (!isObject(actor)) return "";
  const id = String(actor.id ?? "");
  return `by ${actor.kind} ${addressOf(id) ?? id}`.trimEnd();
}
