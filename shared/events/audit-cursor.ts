import type { DomainEvent } from "./domain-event";

/** The sort key of an event, and the cursor behind it: by the time of the change, then by the id of the event. */
export const auditCursorOf = ({ time, id }: DomainEvent): string => `${time}#${id}`;

/** Whether a text has the form of such a cursor. */
export const isAuditCursor = (text: string): boolean => /^[\d-]{10}T[\d:.]{12}Z#[\w-]{1,128}$/.test(text);
