/*
 * Every limit of time, in milliseconds. Each is for one slow part; if several are slow
 * together, the deadline ends the invocation.
 *
 * Cognito waits 5 s for a trigger, a cold start included, and may then call it again. A trigger therefore answers
 * within 4 s, and whatever it still waits for is aborted. Within these 4 s fit, each by itself, while the other parts
 * answer quickly:
 *
 *   3.0 s  a request to DynamoDB or for a secret: two attempts of 0.5 s for the connection and 1 s for the answer
 *   3.0 s  an answer of the old system over HTTPS
 *   2.0 s  an answer of the old system's database, 1 s for a new connection to it, 1 s for a transaction
 *   1.5 s  the count of sign-ins, and the brand of a tenant: they are optional, so a second attempt is cut short
 *   3.0 s  the highest migrationFloor, which counts from the start of the trigger
 *
 * The check of an old password is the migration's own work; with half a second for it, all of this still fits.
 *
 * The longest path is the migration: count, secret, old system, record of migrations. If each of them took all of its
 * time, that would be 3 + 3 + 4 + 3 = 13 s: the deadline ends it after 4.
 *
 * Before the API asks Cognito, the list of breached passwords has 1 s; it stops nobody while it is slower.
 *
 * The API waits for Cognito, and Cognito for up to three triggers in a row: 15 s, and 5 s for itself. API Gateway waits
 * 29 s.
 */

/** How long Cognito waits for a trigger. */
export const COGNITO_MS = 5_000;
export const TRIGGER_DEADLINE_MS = 4_000;

/** The limits for DynamoDB and the stores of secrets. The SDK's defaults would exceed the time that Cognito waits. */
export const QUICK_AWS_CLIENT = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 500, requestTimeout: 1_000, throwOnRequestTimeout: true },
} as const;

/** How long an invitation waits for SES. If SES has not answered by then, it can be sent again. */
export const MAIL_ANSWER_MS = 3_000;

export const ENDPOINT_ANSWER_MS = 3_000;

export const DATABASE_CONNECT_MS = 1_000;
export const DATABASE_BEGIN_MS = 1_000;
export const DATABASE_ANSWER_MS = 2_000;

/** How long each of two tries to look up a record in DNS may take. */
export const DNS_LOOKUP = { timeout: 2_000, tries: 2 } as const;

export const COUNTING_MS = 1_500;
export const BREACHES_ANSWER_MS = 1_000;
export const TENANT_BRAND_MS = 1_500;

/** The highest value of the parameter migrationFloor. */
export const HIGHEST_MIGRATION_FLOOR_MS = 3_000;

/** How long API Gateway waits for a function: 30 s in an HTTP API, 29 s in a REST API. */
export const API_GATEWAY_MS = 29_000;
/** The deadline of each part of the API. */
export const API_DEADLINES_MS = {
  auth: 25_000,
  panel: 4_000,
  profile: 9_000,
  sessions: 25_000,
  passkeys: 9_000,
  members: 9_000,
  memberships: 9_000,
  tenant: 9_000,
  audit: 9_000,
  invitations: 25_000,
  tenants: 15_000,
  people: 25_000,
  clients: 9_000,
} as const;

/** How long the parts of the API wait for an answer of Cognito, which in `auth` waits for triggers. */
export const COGNITO_ANSWER_MS = { auth: 20_000, others: 3_000 } as const;
export const COGNITO_CONNECT_MS = 1_000;

/** The deadline of a batch of a stream. Nobody waits for it, and Lambda ends it ten seconds later. */
export const STREAM_DEADLINE_MS = 50_000;

/** The pause before each attempt to put an event on the bus. After the last one, the batch is delivered again. */
export const BUS_PAUSES_MS = [0, 200, 1_000] as const;

/**
 * The least time of an API answer that could tell who exists. One half is for the migration, which only an unknown
 * address goes through. The other half is for Cognito and the other triggers.
 */
export const apiFloorMs = (migrationFloorMs: number): number => 2 * migrationFloorMs;

/**
 * The time for a request of CloudFormation, within the 60 s of its function, and for each of three attempts to answer
 * it.
 */
export const RESOURCE_DEADLINE_MS = 45_000;
export const STACK_ANSWER_MS = 4_000;
