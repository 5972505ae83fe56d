import { wholeNumber } from "../runtime/readers";

/** How many days the audit trail keeps an event. */
export const readAuditDays = wholeNumber(1, 3_650);
