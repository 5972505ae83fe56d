import type { GatewayRefusal } from "../gateway/gateway";
import type { IdentityRefusal } from "../identity/api/server";
import type { AccessRefusal } from "../identity/gatekeeper";
import type { PoolRefusal } from "../pool/api/server";
import type { InboxMessage } from "../pool/messages/inbox";
import type { PageSignIn } from "../pool/pages/pages";
import type { StorageRefusal } from "../storage/storage";
import type { Report } from "./report";

/** It shows the code or the link, because nothing is really sent and the developer needs it to go on. */
export const reportMessage = ({ at, medium, to, subject, code, link, occasion }: InboxMessage): Report => ({
  at: new Date(at),
  what: medium === "EMAIL" ? "e-mail" : "text message",
  outcome: "sent",
  who: to,
  why: `${code ?? link ?? ""}  ${subject ?? ""} (${occasion.replace("CustomMessage_", "")})`
    .replace("  (", " (")
    .trimStart(),
  mood: "sent",
  isRoutine: false,
});

export const reportPageSignIn = ({ operation, who }: PageSignIn, at: Date): Report => ({
  at,
  what: operation,
  outcome: "signed in",
  who,
  why: "",
  mood: "good",
  isRoutine: false,
});

export const reportPoolRefusal = ({ operation, who, error }: PoolRefusal, at: Date): Report => ({
  at,
  what: operation,
  outcome: "refused",
  who,
  why: `${error.type}: ${error.message}`,
  mood: "refused",
  // The trigger that has refused is reported, with its reason.
  isRoutine: error.type === "UserLambdaValidationException",
});

export const reportIdentityRefusal = (
  { operation, who, error, reason }: IdentityRefusal,
  at: Date,
): Report => ({
  at,
  what: operation,
  outcome: "refused",
  who,
  why: `${error.type}: ${reason ?? error.message}`,
  mood: "refused",
  isRoutine: false,
});

export const reportAccessRefusal = ({ what, who, why, error }: AccessRefusal, at: Date): Report => ({
  at,
  what,
  outcome: "refused",
  who,
  why: `${error.code}: ${why}`,
  mood: "refused",
  isRoutine: false,
});

export const reportGatewayRefusal = (
  { method, path, status, message }: GatewayRefusal,
  at: Date,
): Report => ({
  at,
  what: `${method} ${path}`,
  outcome: String(status),
  who: "",
  why: message,
  mood: "refused",
  isRoutine: false,
});

export const reportStorageRefusal = ({ method, path, code, message }: StorageRefusal, at: Date): Report => ({
  at,
  what: `S3 ${method} ${path}`,
  outcome: "refused",
  who: "",
  why: `${code}: ${message}`,
  mood: "refused",
  isRoutine: false,
});
