import type {
  ApiOutcomes,
  NotMigrated,
  Nowhere,
  OutcomeField,
  ResourceOutcomes,
  StreamOutcomes,
  TriggerOutcomes,
  Warning,
} from "../../shared/runtime/outcomes";
import type { RefusalCode } from "../../shared/runtime/refusals";

/*
 * What operators should know of every word in the log. The compiler asks for each of them, and refuses what the code no
 * longer says. No function imports this file: its texts would be in every bundle.
 */

/** The meaning of a word, and what to do about it. */
interface Meaning {
  readonly means: string;
  readonly do: string;
}

const NOTHING = "nothing";

export const REFUSALS: Readonly<Record<Exclude<RefusalCode, "fault">, Meaning>> = {
  "unknown-source": {
    means: "Cognito has an occasion, or an event version, that this version does not know",
    do: "report it",
  },
  "stage-closed": { means: "`signIn` is `closed`", do: NOTHING },
  "client-not-allowed": {
    means: "`allowedClients` does not name this app client",
    do: "add the client, if people should sign in through it",
  },
  "too-many-attempts": {
    means: "more tries for one login than `signInThrottle` allows",
    do: "many of them are an attack on passwords, or a test",
  },
  "privileged-attribute": {
    means: "a sign-up sent a tenant, a role, a legacy id, or an address as verified",
    do: "correct the client; if it is not yours, somebody is trying",
  },
  "malformed-address": { means: "the e-mail address is missing, or not plain ASCII", do: NOTHING },
  linked: {
    means:
      "the account at a provider is tied to the person with the same proven address; the next sign-in is theirs",
    do: NOTHING,
  },
  "domain-not-allowed": {
    means: "the domain is disposable, in `deniedEmailDomains`, or not in `allowedEmailDomains`",
    do: NOTHING,
  },
  "belongs-nowhere": {
    means: "a sign-up without invitation, in the domain of no tenant",
    do: "invite them: `invitations:create`",
  },
  "no-invitation-link": {
    means: "an invited address without the secret of the link, which would belong nowhere otherwise",
    do: "they use the link of their invitation; `invitations:send` makes a new one",
  },
  "invited-address": {
    means: "an invited address without the secret of the link, which would belong here otherwise, too",
    do: "they use the link of their invitation; `invitations:send` makes a new one",
  },
  excluded: {
    means: "the address or identity is that of a suspended or removed person",
    do: "`people:restore`, or an invitation for a removed person",
  },
  "legacy-user": {
    means: "the address lives in the old system, and has not moved over yet",
    do: "nothing: they sign in with the old password; many are a search for addresses",
  },
  "bad-assignment": {
    means: "an administrator creates a user with a tenant or role that cannot be",
    do: "correct the attribute",
  },
  "suspended-person": { means: "the person is suspended", do: "`people:restore`" },
  "removed-person": { means: "the person was removed, or erased", do: "invite them, if they should return" },
  "suspended-member": {
    means: "an admin of the tenant has suspended the person's membership",
    do: "reinstate them in that tenant",
  },
  "unknown-status": {
    means: "the profile has a status that this version does not know",
    do: "correct the item `profile` in the People table",
  },
  "suspended-tenant": { means: "the tenant is suspended", do: "`tenants:restore`" },
  "unknown-tenant": { means: "the tenant of the profile does not exist", do: "`tenants:create`" },
  nowhere: {
    means: "the person belongs to no tenant; the warning in the line says why",
    do: "invite them, or claim their domain",
  },
  "nowhere-any-more": {
    means: "a profile is lost, and the person would belong to no tenant now",
    do: "invite them, if they should return",
  },
  "unproven-address": {
    means: "the person would belong to a tenant only if their address were proven",
    do: "`people:prove-address`, once you have asked them",
  },
  "no-member": { means: "the person has left the tenant of their token", do: NOTHING },
  "role-changed": {
    means: "the token is of a time when the person's role allowed more",
    do: "nothing; the next token says what they are now",
  },
  "unlimited-client": {
    means: "the client is not one of ours, and the event does not let its scopes be limited",
    do: "deploy, which sets the trigger's version again; or register the client as `own`, if it is: `clients:register`",
  },
  "machine-client": {
    means: "a client that is registered as a machine signs somebody in",
    do: "use another client for people",
  },
  "unregistered-client": {
    means: "no machine is registered under this client, or its tenant is not active",
    do: "`clients:show`, `clients:register`",
  },
};

/** The outcomes that every function has. */
export const USUAL_OUTCOMES = {
  done: "the API has answered, and there is nothing more to say",
  refused: "somebody was refused; `reason` is the code",
  fault: "something is broken; `error` says what",
} as const;

export const OUTCOMES: Readonly<
  { [Name in keyof TriggerOutcomes]: Record<keyof TriggerOutcomes[Name], string> } & {
    [Name in keyof ResourceOutcomes]: Record<keyof ResourceOutcomes[Name], string>;
  } & {
    [Name in keyof StreamOutcomes]: Record<keyof StreamOutcomes[Name], string>;
  } & {
    readonly api: Record<keyof ApiOutcomes, string>;
  }
> = {
  "inbound-federation": {
    trimmed: "the pool maps what it needs of a provider's word; `dropped` says how many claims it leaves",
  },
  "pre-sign-up": { accepted: "the sign-up may go on" },
  "user-migration": {
    migrated: "an old user has moved over; `status` says if with their password, or to choose one",
    "not-migrated": "nobody has moved over; `reason` says why",
  },
  "post-confirmation": {
    provisioned: "the person has a profile now",
    existing: "the person had a profile",
    repaired: "a membership that was missing is written again",
    revived: "a removed person is back, by an invitation",
    rejoined: "a person whom every tenant had taken out is back in one, by an invitation",
    nowhere: "the person belongs to no tenant, and has no profile",
    passed: "the event is not one that this trigger knows",
  },
  "pre-authentication": { allowed: "the password may be tried" },
  "post-authentication": {
    recorded: "the sign-in is noted in the profile",
    "no-profile-yet": "the first sign-in; the profile comes with the tokens",
    "invited-back": "a removed person has a new invitation; the tokens bring them back",
    passed: "the event is not one that this trigger knows",
  },
  "pre-token-generation": { issued: "tokens are issued; `profile` says what became of the profile" },
  "custom-message": {
    composed: "a message is written; `occasion` and `language` say which",
    passed: "Cognito sends its own template; the warning says why",
  },
  "domain-events": {
    published: "a batch of changes is in the audit trail and on the bus, but for the records that `failed`",
  },
  api: {
    challenged: "a sign-in goes on with a question; `challenge` says which",
    "not-sent": "no code was sent, and the caller is not told; `reason` is Cognito's error",
  },
  "pool-attachment": {
    kept: "the stage's functions are, or are no longer, the triggers of its existing pool; `changes` says how many anew",
  },
  "stack-records": { kept: "the stack's clients and providers are registered; `changes` says how many anew" },
};

export const NOT_MIGRATED: Readonly<Record<NotMigrated, string>> = {
  unknown: "nobody has this address in the old system",
  mismatch: "a wrong password",
  unreadable: "the hash, or a parameter of it, is not what its scheme wants",
  "unknown-scheme": "the row's scheme does not exist",
  "too-costly": "more work than `legacyPasswords.ceilings` allows",
  "switched-off": "a reversible scheme that `legacyPasswords.allow` does not name",
  disabled: "the old system keeps them out",
  "already-migrated": "this old user moved over before",
  "id-too-long": "the `id` has more than 256 characters",
  "unverified-email": '"forgot password" with an address that is not proven',
  "forgot-password-off": '"forgot password", where `legacyForgotPassword` is `off`',
  "not-an-email": "a user name was typed",
  "ambiguous-login": "the old table has this login more than once",
  throttled: "more tries than `migrationThrottle` allows",
  "unknown-source": "Cognito has an occasion that this version does not know",
  "stage-closed": "`signIn` is `closed`",
  "client-not-allowed": "`allowedClients` does not name this app client",
};

export const NOWHERE: Readonly<Record<Nowhere, string>> = {
  "bad-assignment": "`custom:tenant_id` or `custom:role` of the user cannot be",
  "unknown-provider": "nobody has bound the identity provider: `tenants:bind-provider`",
  "unproven-address": "nobody has proven the address",
  "not-invited": "no invitation, and no tenant that owns the domain",
  excluded: "the address or identity is that of a suspended or removed person",
  "no-sub": "the event names no `sub`",
  "unknown-tenant": "the tenant does not exist",
  "suspended-tenant": "the tenant is suspended",
  "unknown-default-role": "the tenant's default role does not exist",
  "legacy-id-taken": "the old user has become somebody else",
};

/** The beginning of a warning. Some warnings name something after a colon. */
type Beginning<Text> = Text extends `${infer Start}: ${string}` ? Start : Text;

export const WARNINGS: Readonly<Record<Beginning<Warning>, string>> = {
  "unknown trigger source": "Cognito has an occasion that this version does not know; report it",
  "no sub": "the event names no `sub`",
  "an account at a provider could not be linked":
    "Cognito links nothing to a user with an attribute that never changes, or with five accounts; they became somebody new",
  "codeParameter is missing": "the event has no place for a code, so Cognito sends its own template",
  "usernameParameter is missing": "the event has no place for a user name, so Cognito sends its own template",
  "belongs nowhere": "why the person belongs to no tenant; the reasons are below",
  "not taken over": "names of attributes that the pool does not take; the old user moved over without them",
  "the table <table> holds one login more than once":
    "nobody can tell whose login it is; give all but one row another address",
  "the attempt could not be counted": "the table of attempts does not answer; the sign-in went on",
  "slower than the floor": "raise `migrationFloor`: the time of this answer may tell who exists",
  "a proven address could not be kept": "a refused person proved an address that is not excluded yet",
  "a pool group that could be read as a role was left out": "rename the group: it looks like a role",
  "sessions could not be ended":
    "somebody may do less now, and Cognito did not end their sessions; they get no more tokens all the same",
  "a change of passkeys is not in the audit trail":
    "Cognito has made or deleted a passkey, the person was told so, but the People table could not record it; `route` and `sub` say what the trail lacks",
  "the tenant's brand could not be read": "the message went out under the brand of the app client",
  "an invitation was not sent":
    "SES did not take a letter; whoever invited was told so, and can send it again",
  "the list of breached passwords did not answer": "a new password was taken without being looked up",
  "a lost profile was made again": "the People table had lost a profile",
  "malformed record":
    "table and event id of a change that cannot be told; it ends in [the dead letters](events.md#dead-letters)",
  "the bus did not take every event": "EventBridge is short of something; the batch comes again by itself",
  "confirmed, but passkeys of whoever signed up may still be there":
    "nobody could look for a stranger's passkeys; the person was told to delete what is not theirs",
  "a refresh token was used again, and its sign-in could not be ended":
    "of two who hold tokens of one sign-in, one may be a thief, and Cognito did not revoke it; the person signs out everywhere",
  "confirmed, but the password of the sign-up may still be there":
    'Cognito did not take the person\'s own password; they were told to choose one with "forgot password"',
};

export const FIELDS: Readonly<
  Record<
    | OutcomeField
    | "level"
    | "stage"
    | "trigger"
    | "api"
    | "resource"
    | "stream"
    | "source"
    | "route"
    | "sub"
    | "login"
    | "outcome"
    | "warnings"
    | "error"
    | "milliseconds"
    | "cold"
    | "_aws",
    string
  >
> = {
  level: "`error` for a fault, `warn` with warnings, else `info`",
  stage: "the stage",
  trigger: "the trigger, by the name of its folder",
  api: "instead of `trigger`: the part of the API",
  resource: "instead of `trigger`: the function that CloudFormation calls at a deployment",
  stream: "instead of `trigger`: the function that reads the tables' streams",
  source: "Cognito's, or CloudFormation's, name of the occasion",
  route: "of the API, instead of `source`",
  sub: "who it is, where Cognito or a token says so",
  login: "else a pseudonym of what was typed, the same for the same login",
  outcome: "what was decided",
  reason: "why, of `refused`, `not-migrated` and `not-sent`",
  status: "of `migrated`: `CONFIRMED`, or `RESET_REQUIRED` if they have to choose a password",
  profile: "of `issued`: `existing`, `provisioned`, `repaired` or `revived`",
  occasion: "of `composed`: what the message is for",
  language: "of `composed`: its language",
  challenge: "of `challenged`: Cognito's name of the question",
  changes: "of `kept`: how many entries were written",
  events: "of `published`: how many domain events the batch has told",
  failed: "of `published`: how many records of the batch come again",
  dropped: "of `trimmed`: how many claims are left out",
  warnings: "what somebody should look at",
  error: "of a fault: name, code, frames and cause; a message only if it is our own or AWS's",
  milliseconds: "how long it took",
  cold: "whether it was the first of its container",
  _aws: "makes the line a metric of CloudWatch",
};
