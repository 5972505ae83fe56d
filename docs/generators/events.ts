import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ACTOR_KINDS } from "../../shared/change";
import { EVENT_VERSION } from "../../shared/events/domain-event";
import { EVENT_FORMS } from "../../shared/events/event-forms";
import { EVENT_MEANINGS } from "./event-meanings";
import { code, replaceBetween, tableOf } from "./markdown";

export const EVENTS_PAGE = path.join(__dirname, "..", "events.md");

type Schema = Readonly<Record<string, unknown>>;
type Form = Readonly<Record<string, Readonly<Record<string, Schema>>>>;

const FORMS: Readonly<Record<string, Form>> = EVENT_FORMS;

/** The page with a new table and a new schema. */
export const withEvents = (page: string): string =>
  Object.entries({ events: eventsTable(), schema: schemaBlock() }).reduce(
    (text, [name, made]) =>
      replaceBetween(
        text,
        `<!-- ${name}: made by npm run docs:generate from shared/events/ -->\n`,
        `\n<!-- end of ${name} -->`,
        made,
      ),
    page,
  );

function eventsTable(): string {
  return tableOf(
    ["Event", "What it means", "`subject`", "`from`", "`to`"],
    Object.entries(FORMS).map(([type, { subject, from, to }]) => [
      code(type),
      EVENT_MEANINGS[type as keyof typeof EVENT_FORMS],
      fieldsOf(subject),
      fieldsOf(from),
      fieldsOf(to),
    ]),
  );
}

const fieldsOf = (part: Form[string] = {}): string => Object.keys(part).map(code).join(", ");

const text = { type: "string" };

/** The members that all events have. The forms of the single events follow as the last member. */
const envelope = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  required: ["id", "version", "time", "type", "tenantId", "actor", "subject"],
  properties: {
    id: text,
    version: { const: EVENT_VERSION },
    time: { type: "string", format: "date-time" },
    type: { enum: Object.keys(FORMS) },
    tenantId: { type: ["string", "null"] },
    actor: objectOf({ kind: { enum: ACTOR_KINDS }, id: text }),
  },
};

const formSchema = ([type, parts]: [string, Form]): Schema => ({
  required: Object.keys(parts),
  properties: {
    type: { const: type },
    ...Object.fromEntries(Object.entries(parts).map(([name, fields]) => [name, objectOf(fields)])),
  },
});

function objectOf(fields: Readonly<Record<string, unknown>>): Schema {
  return { type: "object", required: Object.keys(fields), properties: fields };
}

/** One line for each event, so that the block stays short. */
function schemaBlock(): string {
  const common = JSON.stringify(envelope, undefined, 2).replace(/\n}$/, "");
  const forms = Object.entries(FORMS).map((form) => `    ${JSON.stringify(formSchema(form))}`);
  return ["```json", `${common},`, '  "oneOf": [', forms.join(",\n"), "  ]", "}", "```"].join("\n");
}

if (require.main === module) writeFileSync(EVENTS_PAGE, withEvents(readFileSync(EVENTS_PAGE, "utf8")));
