import { wholeNumber } from "../runtime/readers";

/** For how many days the audit trail keeps an event. */
export const readAuditDays = wholeNumber(1, 3_650);
