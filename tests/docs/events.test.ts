import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020";
import { EVENTS_PAGE, withEvents } from "../../docs/generators/events";
import { EVENT_FORMS } from "../../shared/events/event-forms";
import { ACTOR, CHANGED_AT, STORIES } from "../functions/domain-events/stories";

const PAGE = readFileSync(EVENTS_PAGE, "utf8");

const jsonBlocks = [...PAGE.matchAll(/^```json\n(.+?)^```$/gms)].map(([, json = ""]) => json);
const schema: Record<string, unknown> = JSON.parse(jsonBlocks.at(-1) ?? "");
const isEvent = new Ajv({ strict: false, validateFormats: false }).compile(schema);

const EVENTS = STORIES.flatMap(([, { happened }]) => happened).map((happening, position) => ({
  id: `${position}-1`,
  version: "1",
  time: CHANGED_AT,
  actor: ACTOR,
  ...happening,
}));

test("docs/events.md is what npm run docs:generate makes of the declaration", () => {
  expect(PAGE).toBe(withEvents(PAGE));
});

test("the table has every event", () => {
  const named = [...PAGE.matchAll(/^\| `([a-z]+\.[a-z-]+)` \| [^|]+ \| `/gm)].map(([, type]) => type);
  expect(named).toEqual(Object.keys(EVENT_FORMS));
});

test("the event of the page is one by its schema", () => {
  expect(isEvent(JSON.parse(jsonBlocks[0] ?? ""))).toBe(true);
});

test.each(EVENTS.map((event) => [event.type, event]))("%s is an event by the schema", (_, event) => {
  expect(isEvent(event) || isEvent.errors).toBe(true);
});

test.each([
  ["without an actor", { actor: undefined }],
  ["of an unknown type", { type: "person.admired" }],
  ["of another type than its parts", { type: "membership.role-changed" }],
  ["about nobody", { subject: {} }],
  ["with an origin that does not exist", { to: { origin: "stork" } }],
])("what is %s is no event", (_, changes) => {
  expect(isEvent(JSON.parse(JSON.stringify({ ...EVENTS[0], ...changes })))).toBe(false);
});
