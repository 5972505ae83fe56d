import type { DomainEvent } from "../../../shared/events/domain-event";
import type { Names } from "./names";

/** An entry as the API shows it, with the names of people where they are known. */
export function show(event: DomainEvent, names: Names) {
  const { id, time, type, actor, subject } = event;
  const { from, to } = { from: null, to: null, ...event };
  return {
    id,
    time,
    type,
    actor: { ...actor, ...named(actor.id, names) },
    subject: { ...subject, ...("sub" in subject && named(subject.sub, names)) },
    from,
    to,
  };
}

function named(sub: string, names: Names) {
  const name = names.get(sub);
  return name !== undefined && { name };
}
