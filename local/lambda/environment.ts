import type { LambdaFunction } from "./function";

type Environment = Readonly<Record<string, string>>;

/** An HTTP request that a function makes, with its body as text. */
export interface NearRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An address whose requests need no connection, because this process answers them. */
export interface Near {
  readonly url: string;
  answer(request: NearRequest): Promise<{ status: number; headers: object; body: string }>;
}

export interface SharedEnvironment {
  readonly region: string;
  /** The variables that every function gets besides its own, such as the endpoint of the local database. */
  readonly environment: Environment;
  /** Values that replace those of the stack, in the functions that have such a variable. */
  readonly replacements?: Environment;
  /** The address that functions reach without a connection. */
  readonly near?: Near | undefined;
}

/** The environment of a function: the variables of Lambda, of this edition and of the stack. */
export const environmentOf = (
  { name, memoryMb, environment }: LambdaFunction,
  shared: SharedEnvironment,
): Environment => ({
  AWS_REGION: shared.region,
  AWS_DEFAULT_REGION: shared.region,
  AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: "local",
  // This sets only the variable. Threads share the time zone of their process.
  TZ: ":UTC",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_SESSION_TOKEN: "local",
  ...shared.environment,
  ...environment,
  ...replacementsIn(environment, shared),
});

const replacementsIn = (environment: Environment, { replacements = {} }: SharedEnvironment): Environment =>
  Object.fromEntries(Object.entries(replacements).filter(([name]) => Object.hasOwn(environment, name)));

export const arnOf = ({ name }: LambdaFunction, { region }: SharedEnvironment): string =>
  `arn:aws:lambda:${region}:000000000000:function:${name}`;
