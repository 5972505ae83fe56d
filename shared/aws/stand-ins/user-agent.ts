interface Client {
  readonly defaultUserAgentProvider: () => Promise<string>;
}
interface Step {
  readonly request: { readonly headers: Record<string, string> };
}
type Next = (step: Step) => Promise<unknown>;
interface Stack {
  add(middleware: (next: Next) => Next, options: object): void;
}

/**
 * The user agent: the SDK, and that it runs in Lambda. The SDK would add the operating system and the features in
 * use.
 */
export const createDefaultUserAgentProvider =
  ({ clientVersion }: { readonly clientVersion: string }) =>
  async () => {
    const environment = process.env.AWS_EXECUTION_ENV;
    return `aws-sdk-js/${clientVersion}${environment === undefined ? "" : ` exec-env/${environment}`}`;
  };
export const defaultUserAgent = createDefaultUserAgentProvider;
export const crtAvailability = { isCrtAvailable: false };

export const userAgentMiddleware =
  ({ defaultUserAgentProvider }: Client) =>
  (next: Next): Next =>
  async (step) => {
    const { headers } = step.request;
    headers["user-agent"] = headers["x-amz-user-agent"] = await defaultUserAgentProvider();
    return next(step);
  };
export const getUserAgentMiddlewareOptions = {
  name: "getUserAgentMiddleware",
  step: "build",
  priority: "low",
  override: true,
};
export const getUserAgentPlugin = (client: Client) => ({
  applyToStack: (stack: Stack) => stack.add(userAgentMiddleware(client), getUserAgentMiddlewareOptions),
});
