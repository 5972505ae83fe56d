import type { Findings, Resource } from "./imitable-resources";
import { apiDomainName } from "./physical-ids";
import type { Properties } from "./properties";

/** An HTTP API in front of functions. */
export interface HttpApi {
  readonly id: string;
  readonly name: string;
  /** Its host name on AWS. */
  readonly domainName: string;
  readonly cors: Cors | undefined;
  readonly authorizers: readonly JwtAuthorizer[];
  readonly routes: readonly Route[];
}

export interface Cors {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly allowCredentials: boolean;
  readonly maxAgeSeconds: number | undefined;
}

/** Reads the bearer token of the Authorization header. */
export interface JwtAuthorizer {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly audience: readonly string[];
}

export interface Route {
  /** In AWS's form: `GET /profile`, `ANY /{proxy+}` or `$default`. */
  readonly key: string;
  readonly integration: Integration;
  readonly authorization: { readonly authorizerId: string; readonly scopes: readonly string[] } | undefined;
}

export interface Integration {
  /** The function's name in serverless.yml. */
  readonly functionName: string;
  readonly payloadFormat: "1.0" | "2.0";
  readonly timeoutMs: number;
}

const LONGEST_TIMEOUT_MS = 30_000;

/** The HTTP API of the stack; undefined if there is none. */
export function httpApi(
  resources: readonly Resource[],
  region: string,
  functionOf: (arn: string) => string | undefined,
  findings: Findings,
): HttpApi | undefined {
  const ofType = (type: string) =>
    resources.filter((resource) => resource.type === `AWS::ApiGatewayV2::${type}`);
  const [api, ...others] = ofType("Api");
  for (const { id } of others) findings.refuse(`${id}: a second HTTP API`);
  if (api === undefined) return undefined;
  if (!ofType("Stage").some(({ properties }) => properties.text("ApiId") === api.physicalId))
    findings.refuse(`${api.id}: an HTTP API without a stage`);
  const integrations = new Map(
    ofType("Integration").map((resource) => [
      `integrations/${resource.physicalId}`,
      integrationOf(resource, functionOf, findings),
    ]),
  );
  return {
    id: api.physicalId,
    name: api.properties.requiredText("Name"),
    domainName: apiDomainName(api.physicalId, region),
    cors: api.properties.has("CorsConfiguration")
      ? corsOf(api.properties.part("CorsConfiguration"))
      : undefined,
    authorizers: ofType("Authorizer").map(authorizerOf),
    routes: ofType("Route").flatMap((route) => routeOf(route, integrations, findings)),
  };
}

function corsOf(cors: Properties): Cors {
  return {
    allowOrigins: cors.texts("AllowOrigins") ?? [],
    allowMethods: cors.texts("AllowMethods") ?? [],
    allowHeaders: cors.texts("AllowHeaders") ?? [],
    exposeHeaders: cors.texts("ExposeHeaders") ?? [],
    allowCredentials: cors.flag("AllowCredentials", false),
    maxAgeSeconds: cors.optionalInteger("MaxAge"),
  };
}

function authorizerOf({ physicalId, properties }: Resource): JwtAuthorizer {
  const jwt = properties.part("JwtConfiguration");
  return {
    id: physicalId,
    name: properties.requiredText("Name"),
    issuer: jwt.requiredText("Issuer"),
    audience: jwt.texts("Audience") ?? [],
  };
}

function integrationOf(
  { id, properties }: Resource,
  functionOf: (arn: string) => string | undefined,
  findings: Findings,
): Integration | undefined {
  const uri = properties.text("IntegrationUri") ?? "";
  // Either the function's ARN, or the address by which API Gateway invokes the function.
  const [, arn = uri] = /\/functions\/(arn:[^/]+)\/invocations$/.exec(uri) ?? [];
  const functionName = functionOf(arn);
  if (functionName === undefined) {
    findings.refuse(`${id}: ${uri}, which is not a function of this stack`);
    return undefined;
  }
  return {
    functionName,
    payloadFormat: properties.text("PayloadFormatVersion") === "2.0" ? "2.0" : "1.0",
    timeoutMs: properties.integer("TimeoutInMillis", LONGEST_TIMEOUT_MS),
  };
}

function routeOf(
  { id, properties }: Resource,
  integrations: ReadonlyMap<string, Integration | undefined>,
  findings: Findings,
): readonly Route[] {
  const target = properties.text("Target") ?? "nothing";
  const integration = integrations.get(target);
  if (integration === undefined) {
    // An integration that is not imitated was refused already.
    if (!integrations.has(target)) findings.refuse(`${id}: a route to ${target}`);
    return [];
  }
  const isProtected = properties.text("AuthorizationType") === "JWT";
  return [
    {
      key: properties.requiredText("RouteKey"),
      integration,
      authorization: isProtected
        ? {
            authorizerId: properties.requiredText("AuthorizerId"),
            scopes: properties.texts("AuthorizationScopes") ?? [],
          }
        : undefined,
    },
  ];
}

/** Has the API's authorizers accept the tokens of the pool, whose issuer may differ from the template's. */
export const takingTokensOf = (api: HttpApi, issuerInTemplate: string, issuer: string): HttpApi => ({
  ...api,
  authorizers: api.authorizers.map((authorizer) =>
    authorizer.issuer === issuerInTemplate ? { ...authorizer, issuer } : authorizer,
  ),
});
