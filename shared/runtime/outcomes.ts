/*
 * Every word that the log line of an invocation can hold, as types: the compiler checks them, and they add nothing to
 * the bundles. docs/generators/log-meanings.ts explains each, and docs/log.md is made from it.
 */

/** The outcomes of each trigger, with their fields. A trigger that sets no outcome is `done`. */
export interface TriggerOutcomes {
  "inbound-federation": { trimmed: { readonly dropped: number } };
  "pre-sign-up": { accepted: NoFields };
  "user-migration": {
    migrated: { readonly status: "CONFIRMED" | "RESET_REQUIRED" };
    "not-migrated": { readonly reason: NotMigrated };
  };
  "post-confirmation": Record<ProfileOutcome | "nowhere" | "passed", NoFields>;
  "pre-authentication": { allowed: NoFields };
  "post-authentication": Record<"recorded" | "no-profile-yet" | "invited-back" | "passed", NoFields>;
  "pre-token-generation": { issued: { readonly profile?: ProfileOutcome } };
  "custom-message": {
    composed: { readonly occasion: string; readonly language: string };
    passed: NoFields;
  };
}

export interface ApiOutcomes {
  challenged: { readonly challenge: string | undefined; readonly reason?: string | undefined };
  "not-sent": { readonly reason: string };
}

/** What a custom resource has done at a deployment. */
export interface ResourceOutcomes {
  "stack-records": { kept: { readonly changes: number } };
  "pool-attachment": { kept: { readonly changes: number } };
}

export interface StreamOutcomes {
  /** How many events were published, and how many records will be delivered again. */
  "domain-events": { published: { readonly events: number; readonly failed: number } };
}

type NoFields = Readonly<Record<string, never>>;

/** What has happened to a person's profile. */
export type ProfileOutcome = "existing" | "repaired" | "provisioned" | "revived" | "rejoined";

/** Why an old user did not move over. */
export type NotMigrated =
  | "unknown"
  | "mismatch"
  | "unreadable"
  | "unknown-scheme"
  | "too-costly"
  | "switched-off"
  | "disabled"
  | "already-migrated"
  | "id-too-long"
  | "unverified-email"
  | "forgot-password-off"
  | "not-an-email"
  | "ambiguous-login"
  | "throttled"
  | "unknown-source"
  | "stage-closed"
  | "client-not-allowed";

/** Why somebody belongs to no tenant. */
export type Nowhere =
  | "bad-assignment"
  | "unknown-provider"
  | "unproven-address"
  | "not-invited"
  | "excluded"
  | "no-sub"
  | "unknown-tenant"
  | "suspended-tenant"
  | "unknown-default-role"
  | "legacy-id-taken";

/** What an operator should look at. */
export type Warning =
  | "unknown trigger source"
  | "no sub"
  | "an account at a provider could not be linked"
  | "codeParameter is missing"
  | "usernameParameter is missing"
  | `belongs nowhere: ${Nowhere}`
  | `not taken over: ${string}`
  | `the table ${string} holds one login more than once`
  | "the attempt could not be counted"
  | "slower than the floor: its time may tell who exists"
  | "a proven address could not be kept"
  | "a pool group that could be read as a role was left out"
  | "a lost profile was made again"
  | `malformed record: ${string}`
  | "the bus did not take every event"
  | "sessions could not be ended"
  | `a change of passkeys is not in the audit trail: ${string}`
  | "the tenant's brand could not be read"
  | "an invitation was not sent"
  | "the list of breached passwords did not answer"
  | `confirmed, but the password of the sign-up may still be there: ${string}`
  | `confirmed, but passkeys of whoever signed up may still be there: ${string}`
  | `a refresh token was used again, and its sign-in could not be ended: ${string}`;

/** The names of the fields beside an outcome. */
type FieldsWith<Outcomes> = {
  [Name in keyof Outcomes]: string extends keyof Outcomes[Name] ? never : keyof Outcomes[Name];
}[keyof Outcomes];

export type OutcomeField =
  | { [Name in keyof TriggerOutcomes]: FieldsWith<TriggerOutcomes[Name]> }[keyof TriggerOutcomes]
  | FieldsWith<ApiOutcomes>
  | { [Name in keyof ResourceOutcomes]: FieldsWith<ResourceOutcomes[Name]> }[keyof ResourceOutcomes]
  | { [Name in keyof StreamOutcomes]: FieldsWith<StreamOutcomes[Name]> }[keyof StreamOutcomes];
