/** Whether a text can be where a page of the audit trail ended: a time, and the id of an event. */
export const isAuditCursor = (text: string): boolean => /^[\d-]{10}T[\d:.]{12}Z#[\w-]{1,128}$/.test(text);
