/**
 * All prices and quotas of docs/capacity.md. Prices are those of us-east-1 in dollars, without free tiers and
 * discounts. Quotas are the defaults of an account. Look them up again before you rely on them.
 */
export const AS_OF = "2026-11-29";
export const REGION = "us-east-1";

export interface Stated {
  readonly value: number;
  /** The unit that the price is for, or that the quota limits. */
  readonly unit: string;
  readonly source: string;
  /** The value comes from other people's writing, and not from a page of AWS. */
  readonly unconfirmed?: true;
}

const LAMBDA = "aws.amazon.com/lambda/pricing";
const DYNAMODB = "aws.amazon.com/dynamodb/pricing/on-demand";
const COGNITO = "aws.amazon.com/cognito/pricing";
const COGNITO_QUOTAS = "docs.aws.amazon.com/cognito/latest/developerguide/quotas.html";
const DYNAMODB_QUOTAS = "docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html";

export const PRICES = {
  lambdaRequests: { value: 0.2, unit: "a million requests of Lambda", source: LAMBDA, unconfirmed: true },
  lambdaGbSecond: {
    value: 0.0000133334,
    unit: "a GB-second of Lambda on arm64, first 7.5 billion a month",
    source: LAMBDA,
    unconfirmed: true,
  },
  readUnits: {
    value: 0.125,
    unit: "a million read request units, since November 2024",
    source: DYNAMODB,
    unconfirmed: true,
  },
  writeUnits: {
    value: 0.625,
    unit: "a million write request units, since November 2024",
    source: DYNAMODB,
    unconfirmed: true,
  },
  apiRequests: {
    value: 1,
    unit: "a million requests of an HTTP API",
    source: "aws.amazon.com/api-gateway/pricing",
    unconfirmed: true,
  },
  logGb: {
    value: 0.5,
    unit: "a GB of log taken in",
    source: "aws.amazon.com/cloudwatch/pricing",
    unconfirmed: true,
  },
  events: {
    value: 1,
    unit: "a million domain events on the bus",
    source: "aws.amazon.com/eventbridge/pricing",
    unconfirmed: true,
  },
  essentialsUser: {
    value: 0.015,
    unit: "a monthly active user of Essentials above 10,000",
    source: COGNITO,
    unconfirmed: true,
  },
  plusUser: { value: 0.02, unit: "a monthly active user of Plus", source: COGNITO, unconfirmed: true },
  cognitoRps: {
    value: 20,
    unit: "a request a second above a Cognito quota, for a whole month",
    source: "aws.amazon.com/about-aws/whats-new/2024/01/provisioned-capacity-api-limits-amazon-cognito",
  },
  cognitoRpsForLess: {
    value: 45,
    unit: "the same for less than a month, charged for the part",
    source: "aws.amazon.com/about-aws/whats-new/2024/01/provisioned-capacity-api-limits-amazon-cognito",
  },
} satisfies Readonly<Record<string, Stated>>;

export const QUOTAS = {
  userAuthentication: {
    value: 120,
    unit: "sign-ins and refreshes a second, of Cognito",
    source: COGNITO_QUOTAS,
  },
  userCreation: {
    value: 50,
    unit: "sign-ups and confirmations a second, of Cognito",
    source: COGNITO_QUOTAS,
  },
  lambdaConcurrency: {
    value: 1_000,
    unit: "copies of functions at once, of Lambda",
    source: "docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
  },
  lambdaScaling: {
    value: 1_000,
    unit: "more copies of one function every ten seconds",
    source: "docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html",
  },
  apiGateway: {
    value: 10_000,
    unit: "requests a second, of API Gateway; 2,500 in some Regions",
    source: "docs.aws.amazon.com/apigateway/latest/developerguide/limits.html",
  },
  newTableReads: {
    value: 12_000,
    unit: "read units a second that a new table takes at once",
    source: "docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html",
  },
  newTableWrites: {
    value: 4_000,
    unit: "write units a second that a new table takes at once",
    source: "docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html",
  },
  tableUnits: {
    value: 40_000,
    unit: "read units a second of a table, and write units",
    source: DYNAMODB_QUOTAS,
  },
  partitionReads: {
    value: 3_000,
    unit: "read units a second of one partition",
    source: "docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput-scenarios.html",
  },
  partitionWrites: {
    value: 1_000,
    unit: "write units a second of one partition",
    source: "docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput-scenarios.html",
  },
} satisfies Readonly<Record<string, Stated>>;

/** Values that nobody has measured. Replace them by your own measurements. */
export const ASSUMED = {
  /** A request to DynamoDB and back, from a function in the same Region. */
  tableRequestMs: 5,
  /** The time that Cognito itself takes for a request, besides its triggers. A function of the API waits for it. */
  cognitoMs: 100,
  /** The log lines that Lambda itself writes for each invocation. */
  platformLogBytes: 400,
  /** With this much memory, a function has a whole processor. */
  wholeProcessorMb: 1_769,
  /** The additional time of a cold start. */
  coldStartMs: 600,
} as const;
