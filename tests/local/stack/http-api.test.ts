import { client, GREET, readSmall, refusals } from "./small-stack";

/** As the framework compiles `httpApi` events. */
const API = {
  Greet: GREET,
  ...client({ ClientName: "web" }),
  HttpApi: {
    Type: "AWS::ApiGatewayV2::Api",
    Properties: {
      Name: "dev-shop",
      ProtocolType: "HTTP",
      CorsConfiguration: {
        AllowCredentials: true,
        AllowHeaders: ["authorization"],
        AllowMethods: ["GET", "POST"],
        AllowOrigins: ["http://localhost:3000"],
        MaxAge: 600,
      },
    },
  },
  HttpApiStage: {
    Type: "AWS::ApiGatewayV2::Stage",
    Properties: {
      ApiId: { Ref: "HttpApi" },
      StageName: "$default",
      AutoDeploy: true,
      DefaultRouteSettings: { DetailedMetricsEnabled: false },
    },
  },
  Person: {
    Type: "AWS::ApiGatewayV2::Authorizer",
    Properties: {
      ApiId: { Ref: "HttpApi" },
      Name: "person",
      IdentitySource: ["$request.header.Authorization"],
      AuthorizerType: "JWT",
      JwtConfiguration: {
        Audience: [{ Ref: "Web" }],
        Issuer: { "Fn::Sub": `https://cognito-idp.\${AWS::Region}.amazonaws.com/\${Pool}` },
      },
    },
  },
  Integration: {
    Type: "AWS::ApiGatewayV2::Integration",
    Properties: {
      ApiId: { Ref: "HttpApi" },
      IntegrationType: "AWS_PROXY",
      IntegrationUri: { "Fn::GetAtt": ["Greet", "Arn"] },
      PayloadFormatVersion: "2.0",
      TimeoutInMillis: 29_000,
    },
  },
  GetProfile: {
    Type: "AWS::ApiGatewayV2::Route",
    Properties: {
      ApiId: { Ref: "HttpApi" },
      RouteKey: "GET /profile",
      Target: { "Fn::Join": ["/", ["integrations", { Ref: "Integration" }]] },
      AuthorizationType: "JWT",
      AuthorizerId: { Ref: "Person" },
      AuthorizationScopes: ["api/profile.read"],
    },
  },
  Anything: {
    Type: "AWS::ApiGatewayV2::Route",
    Properties: {
      ApiId: { Ref: "HttpApi" },
      RouteKey: "$default",
      Target: { "Fn::Join": ["/", ["integrations", { Ref: "Integration" }]] },
    },
  },
};

/** The API with other properties of one of its resources. */
const changed = (id: keyof typeof API, properties: Readonly<Record<string, unknown>>) => ({
  ...API,
  [id]: { ...API[id], Properties: { ...API[id]?.Properties, ...properties } },
});

test("routes carry their function and what they ask of a token", () => {
  const { httpApi, pool, clients, notes } = readSmall(API);
  const integration = { functionName: "greet", payloadFormat: "2.0", timeoutMs: 29_000 };
  const authorizerId = httpApi?.authorizers[0]?.id;
  expect(httpApi).toEqual({
    id: expect.stringMatching(/^[0-9a-z]{10}$/),
    name: "dev-shop",
    domainName: `${httpApi?.id}.execute-api.eu-central-1.amazonaws.com`,
    cors: {
      allowOrigins: ["http://localhost:3000"],
      allowMethods: ["GET", "POST"],
      allowHeaders: ["authorization"],
      exposeHeaders: [],
      allowCredentials: true,
      maxAgeSeconds: 600,
    },
    authorizers: [
      {
        id: expect.stringMatching(/^[0-9a-z]{6}$/),
        name: "person",
        issuer: `https://cognito-idp.eu-central-1.amazonaws.com/${pool.id}`,
        audience: [clients[0]?.id],
      },
    ],
    routes: [
      { key: "GET /profile", integration, authorization: { authorizerId, scopes: ["api/profile.read"] } },
      { key: "$default", integration, authorization: undefined },
    ],
  });
  expect(notes).toEqual(["throttling and metrics of routes"]);
});

test("a function may be named by the address under which it is invoked", () => {
  const { httpApi } = readSmall(
    changed("Integration", {
      IntegrationUri: {
        "Fn::Sub": `arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Greet.Arn}/invocations`,
      },
    }),
  );
  expect(httpApi?.routes[0]?.integration.functionName).toBe("greet");
});

test("a stack without one has none", () => {
  expect(readSmall({}).httpApi).toBeUndefined();
});

test.each([
  ["a websocket", changed("HttpApi", { ProtocolType: "WEBSOCKET" }), "HttpApi: ProtocolType WEBSOCKET"],
  [
    "the authorization of AWS",
    changed("Anything", { AuthorizationType: "AWS_IAM" }),
    "Anything: AuthorizationType AWS_IAM",
  ],
  [
    "an authorizer that is a function",
    changed("Person", { AuthorizerUri: "arn", AuthorizerType: "REQUEST" }),
    ["Person: AuthorizerType REQUEST", "Person: AuthorizerUri"],
  ],
  [
    "another integration",
    changed("Integration", { IntegrationType: "HTTP_PROXY" }),
    "Integration: IntegrationType HTTP_PROXY",
  ],
  [
    "a function of somebody else",
    changed("Integration", { IntegrationUri: "arn:aws:lambda:eu-central-1:123456789012:function:other" }),
    "Integration: arn:aws:lambda:eu-central-1:123456789012:function:other, which is not a function of this stack",
  ],
  [
    "a route to nothing",
    changed("Anything", { Target: "integrations/none" }),
    "Anything: a route to integrations/none",
  ],
  ["a stage with a path", changed("HttpApiStage", { StageName: "v1" }), "HttpApiStage: StageName v1"],
])("refuses %s", (_, resources, refusal) => {
  expect(refusals(resources)).toEqual([refusal].flat());
});
