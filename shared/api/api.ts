import { FaultError, NEUTRAL, type RejectionError } from "../runtime/errors";
import { createInvoker, createOnce, type Run, type Surroundings } from "../runtime/invocation";
import { Settings } from "../runtime/settings";
import { Problem } from "./problem";
import { type ApiRequest, readRequest } from "./request";
import { type ApiResponse, problemToGateway, toGateway } from "./response";

export type Endpoint = (request: ApiRequest, run: Run) => Promise<ApiResponse>;

/** What answers, by the route that API Gateway has found: `GET /profile`. */
export type Endpoints = Readonly<Record<string, Endpoint>>;

/** API Gateway waits 30 s at most; Cognito's triggers may take 15 of them. */
const DEADLINE_MS = 25_000;

/** Makes the Lambda entry of a part of the API. Whatever fails, the caller gets a problem and no cause. */
export function api(
  name: string,
  create: (settings: Settings) => Endpoints,
  { environment = process.env, deadlineMs = DEADLINE_MS, ...surroundings }: Surroundings = {},
): (event: unknown) => Promise<unknown> {
  const endpoints = createOnce(() => create(new Settings(environment)));
  const invoke = createInvoker("api", name, { ...surroundings, environment, deadlineMs });
  return (event) => {
    const request = createOnce(() => readRequest(event));
    return invoke({
      about: aboutOf(request),
      async work(run) {
        try {
          return toGateway(await endpointFor(request(), endpoints())(request(), run));
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          run.outcome("refused", { reason: error.code });
          return problemToGateway(error);
        }
      },
      refuse: ({ message }: RejectionError) => problemToGateway(new Problem("refused", message)),
      fail: () => problemToGateway(new Problem("unavailable", NEUTRAL)),
    });
  };
}

function endpointFor({ route }: ApiRequest, endpoints: Endpoints): Endpoint {
  const endpoint = Object.hasOwn(endpoints, route) ? endpoints[route] : undefined;
  if (endpoint === undefined) throw new FaultError("the stack has a route that no endpoint answers");
  return endpoint;
}

/** Who calls is known by their `sub` alone, and only where an authorizer has verified it. */
function aboutOf(request: () => ApiRequest): Record<string, unknown> {
  try {
    const { route, claims } = request();
    return { route: route.slice(0, 64), ...(claims?.sub !== undefined && { sub: claims.sub }) };
  } catch {
    return {};
  }
}
