import { AdvisedFault, FaultError } from "../runtime/errors";
import { createInvoker, createOnce, type InvokerOptions, type Run } from "../runtime/invocation";
import type { ApiOutcomes } from "../runtime/outcomes";
import { sentenceOf } from "../runtime/refusals";
import { Settings } from "../runtime/settings";
import { API_DEADLINES_MS } from "../runtime/time-budget";
import { Problem, type ProblemCode } from "./problem";
import { type ApiRequest, readRequest } from "./request";
import { type ApiResponse, problemToGateway, toGateway } from "./response";

export type Endpoint = (request: ApiRequest, run: Run<ApiOutcomes>) => Promise<ApiResponse>;

/** The endpoints, by the route that API Gateway has found: `GET /profile`. */
export type Endpoints = Readonly<Record<string, Endpoint>>;

interface Refused {
  readonly refused: { readonly reason: ProblemCode };
}

/** Makes the Lambda entry of a part of the API. Whatever fails, the caller gets a problem without its cause. */
export function api(
  name: keyof typeof API_DEADLINES_MS,
  create: (settings: Settings) => Endpoints,
  { environment = process.env, deadlineMs = API_DEADLINES_MS[name], ...options }: InvokerOptions = {},
): (event: unknown) => Promise<unknown> {
  const endpoints = createOnce(() => create(new Settings(environment)));
  const invoke = createInvoker<ApiOutcomes & Refused>("api", name, { ...options, environment, deadlineMs });
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
      refuse: ({ message }) => problemToGateway(new Problem("refused", message)),
      fail: (error) =>
        problemToGateway(
          new Problem("unavailable", error instanceof AdvisedFault ? error.advice : sentenceOf("fault")),
        ),
    });
  };
}

function endpointFor({ route }: ApiRequest, endpoints: Endpoints): Endpoint {
  const endpoint = Object.hasOwn(endpoints, route) ? endpoints[route] : undefined;
  if (endpoint === undefined) throw new FaultError("the stack has a route that no endpoint answers");
  return endpoint;
}

/** The caller is logged by their `sub` only, and only if an authorizer has verified it. */
function aboutOf(request: () => ApiRequest): Record<string, unknown> {
  try {
    const { route, claims } = request();
    return { route: route.slice(0, 64), ...(claims?.sub !== undefined && { sub: claims.sub }) };
  } catch {
    return {};
  }
}
