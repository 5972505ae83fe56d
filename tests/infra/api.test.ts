import { withRestDeployment } from "../../infra/rest-deployment";
import { environmentOf, readTemplate, type Template } from "../harness/packaged-service";
import { asArguments, EVERYTHING_ON, packageService } from "./packaged-stages";
import { cycleOf } from "./reference-graph";

const AUTH = "ApiDashauthLambdaFunction";
const PROFILE = "ApiDashprofileLambdaFunction";
const ref = (id: string) => ({ Ref: id });

const dev = readTemplate();
/** Everything on, for pages of two origins. */
let full: Template;
/** For no page of any other origin, and without one of its own. */
let closed: Template;

beforeAll(async () => {
  const parameters = {
    ...EVERYTHING_ON,
    corsOrigins: "https://app.example.com,http://localhost:3000",
    apiRequestsPerSecond: 7,
    apiBurst: 9,
    apiIdentifier: "https://api.example.com",
  };
  full = readTemplate(await packageService("--stage", "full", ...asArguments(parameters)));
  closed = readTemplate(
    await packageService("--stage", "dev", "--param=corsOrigins=none", "--param=panel=off"),
  );
});

/** The logical id of the REST API's one deployment. */
function deploymentOf({ Resources }: Template): string {
  const ids = Object.keys(Resources).filter((id) => Resources[id]?.Type === "AWS::ApiGateway::Deployment");
  expect(ids).toEqual([expect.stringMatching(/^RestDeployment[0-9a-f]{16}$/)]);
  return String(ids[0]);
}

const propertiesOf = (template: Template, id: string) => template.Resources[id]?.Properties ?? {};

const allOf = (template: Template, type: string) =>
  Object.values(template.Resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties }) => Properties);

const outputOf = (template: Template, name: string) =>
  (template.Outputs as Record<string, { Value: unknown }>)[name]?.Value;

/** A text of the template with its references as `${id}`, whichever function puts it together. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  const {
    Ref,
    "Fn::Sub": sub,
    "Fn::Join": [separator, parts] = ["", []],
  } = value as { Ref?: string; "Fn::Sub"?: string; "Fn::Join"?: [string, unknown[]] };
  return sub ?? (Ref === undefined ? parts.map(textOf).join(separator) : `\${${Ref}}`);
}

describe("the routes", () => {
  /** The function behind a route, and its authorizer. */
  const routesOf = (template: Template) =>
    Object.fromEntries(
      allOf(template, "AWS::ApiGatewayV2::Route").map(
        ({ RouteKey, Target, ApiId, AuthorizationType, AuthorizerId }) => {
          const integration = textOf(Target).replace(/^integrations\/\$\{(\w+)\}$/, "$1");
          const { IntegrationType, IntegrationUri } = propertiesOf(template, integration);
          expect([ApiId, IntegrationType]).toEqual([ref("HttpApi"), "AWS_PROXY"]);
          return [RouteKey, [IntegrationUri, AuthorizationType, AuthorizerId]];
        },
      ),
    );
  const of = (id: string, ...authorizer: unknown[]) => [
    { "Fn::GetAtt": [id, "Arn"] },
    ...(authorizer.length > 0 ? authorizer : [undefined, undefined]),
  ];
  const people = ["JWT", ref("HttpApiAuthorizerPeople")];

  /** Behind `/tenants/{tenantId}`, the routes of a tenant are the same for operators. */
  const partOf = (route: string) => {
    const [, noun = ""] = /^\w+ (?:\/tenants\/\{tenantId\}(?=\/))?\/(\w+)/.exec(route) ?? [];
    return noun === "domains" ? "tenants" : noun;
  };

  test("to sign in, and the panel, are for everybody, the others for those who are signed in", () => {
    const { "GET /panel": panel, ...routes } = routesOf(dev);
    expect(panel).toEqual(of("PanelLambdaFunction"));
    const all = Object.entries(routes);
    const others = all.filter(([route]) => !/ \/(auth|profile)/.test(route));
    expect(others.length).toBeGreaterThan(30);
    for (const [route, behind] of others)
      expect([route, behind]).toEqual([route, of(`ApiDash${partOf(route)}LambdaFunction`, ...people)]);
    expect(Object.fromEntries(all.filter((entry) => !others.includes(entry)))).toEqual({
      "POST /auth/sign-up": of(AUTH),
      "POST /auth/confirm": of(AUTH),
      "POST /auth/resend-code": of(AUTH),
      "POST /auth/sign-in": of(AUTH),
      "POST /auth/challenge": of(AUTH),
      "POST /auth/refresh": of(AUTH),
      "POST /auth/sign-out": of(AUTH),
      "POST /auth/forgot-password": of(AUTH),
      "POST /auth/reset-password": of(AUTH),
      "POST /auth/change-password": of(AUTH, ...people),
      "GET /profile": of(PROFILE, ...people),
      "PATCH /profile": of(PROFILE, ...people),
    });
  });
  test("have no panel where it is off, which then is not there at all", () => {
    expect(Object.keys(routesOf(closed))).not.toContain("GET /panel");
    expect(JSON.stringify(closed)).not.toContain("Panel");
  });
  test("are the same with everything on", () => {
    expect(routesOf(full)).toEqual(routesOf(dev));
  });
  test("hand over requests in the form of payload 2.0, and wait longer than the function runs", () => {
    const integrations = allOf(dev, "AWS::ApiGatewayV2::Integration");
    expect(integrations).toHaveLength(13);
    for (const { PayloadFormatVersion, IntegrationUri, TimeoutInMillis } of integrations) {
      const [id] = (IntegrationUri as { "Fn::GetAtt": [string, string] })["Fn::GetAtt"];
      expect(PayloadFormatVersion).toBe("2.0");
      expect(TimeoutInMillis).toBeGreaterThan(Number(propertiesOf(dev, id).Timeout) * 1000);
    }
  });
});

test("the one authorizer takes the pool's tokens for the web client and the machine, from one place", () => {
  expect(allOf(full, "AWS::ApiGatewayV2::Authorizer")).toEqual([
    {
      ApiId: ref("HttpApi"),
      Name: "people",
      AuthorizerType: "JWT",
      IdentitySource: ["$request.header.Authorization"],
      JwtConfiguration: {
        Issuer: { "Fn::GetAtt": ["CognitoUserPoolUsers", "ProviderURL"] },
        Audience: [ref("WebClient"), ref("MachineClient"), ref("DeskWebClient")],
      },
    },
  ]);
});

describe("pages of other origins", () => {
  const corsOf = (template: Template) => propertiesOf(template, "HttpApi").CorsConfiguration;
  const request = {
    AllowMethods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
    AllowHeaders: ["authorization", "content-type", "if-match"],
    ExposeHeaders: ["etag"],
    MaxAge: 7200,
  };

  test("may call the API when they are listed, without cookies", () => {
    expect(corsOf(dev)).toEqual({ ...request, AllowOrigins: ["http://localhost:3000"] });
  });
  test("may send cookies when the refresh token is one", () => {
    expect(corsOf(full)).toEqual({
      ...request,
      AllowOrigins: ["https://app.example.com", "http://localhost:3000"],
      AllowCredentials: true,
    });
  });
  test("may not call it when none is listed", () => {
    expect(propertiesOf(closed, "HttpApi")).toEqual({ Name: "dev-cognito-triggers", ProtocolType: "HTTP" });
  });
  test("are the same ones for API Gateway and for the function that takes the cookie", () => {
    for (const template of [dev, full]) {
      const { CORS_ORIGINS } = environmentOf(template, "api-auth", (id) => id);
      expect(corsOf(template)).toMatchObject({ AllowOrigins: CORS_ORIGINS?.split(",") });
    }
  });
});

describe("the stage", () => {
  test("is the one at the root, and takes as many requests as the parameters say", () => {
    const settings = (template: Template) =>
      allOf(template, "AWS::ApiGatewayV2::Stage").map(({ AccessLogSettings, ...others }) => others);
    const limits = (rate: number | string, burst: number | string) => [
      {
        ApiId: ref("HttpApi"),
        StageName: "$default",
        AutoDeploy: true,
        DefaultRouteSettings: { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst },
      },
    ];
    expect(settings(dev)).toEqual(limits(50, 100));
    expect(settings(full)).toEqual(limits("7", "9"));
  });

  describe("writes an access log", () => {
    const { DestinationArn, Format } = propertiesOf(dev, "HttpApiStage").AccessLogSettings as {
      DestinationArn: unknown;
      Format: string;
    };
    const VARIABLE = /\$[\w.]+/g;

    test("into a group of its own", () => {
      expect(DestinationArn).toEqual({ "Fn::GetAtt": ["HttpApiLogGroup", "Arn"] });
    });
    test("that names nobody, by address, token or browser", () => {
      expect(Format.match(VARIABLE)).toContain("$context.routeKey");
      expect(Format).not.toMatch(/identity|sourceIp|userAgent|claims|principal|header|cookie/i);
      expect(Format.match(/\$context\.authorizer\.\w+/g)).toEqual(["$context.authorizer.error"]);
    });
    test("whose entries are JSON", () => {
      // The one variable that API Gateway itself puts into quotation marks.
      const entry = Format.replace(VARIABLE, (name) => (name.endsWith(".messageString") ? '"text"' : "text"));
      expect(() => JSON.parse(entry)).not.toThrow();
    });
  });
});

describe("only API Gateway may call the functions of the API,", () => {
  const invocation = (id: string, source: string) => ({
    FunctionName: { "Fn::GetAtt": [id, "Arn"] },
    Action: "lambda:InvokeFunction",
    Principal: "apigateway.amazonaws.com",
    SourceArn: `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:${source}`,
  });
  const permissionsOf = (template: Template, id: string) =>
    allOf(template, "AWS::Lambda::Permission")
      .filter(({ FunctionName }) => JSON.stringify(FunctionName).includes(id))
      .map((permission) => ({ ...permission, SourceArn: textOf(permission.SourceArn) }));

  test("for this HTTP API", () => {
    for (const id of [AUTH, PROFILE])
      expect(permissionsOf(dev, id)).toEqual([invocation(id, `\${HttpApi}/*`)]);
  });
  test("and for one method of the REST API where there is one", () => {
    expect(permissionsOf(full, AUTH)).toEqual([invocation(AUTH, `\${HttpApi}/*`)]);
    expect(permissionsOf(full, PROFILE)).toEqual([
      invocation(PROFILE, `\${HttpApi}/*`),
      invocation(PROFILE, `\${RestApi}/*/GET/profile`),
    ]);
  });
});

describe("the outputs", () => {
  const values: Readonly<Record<string, string>> = {
    "AWS::Region": "eu-central-1",
    "AWS::URLSuffix": "amazonaws.com",
    CognitoUserPoolUsers: "eu-central-1_Example1",
    WebClient: "1example23456789",
    HttpApi: "a1b2c3d4e5",
    RestApi: "f6g7h8i9j0",
  };
  const resolved = (value: unknown) =>
    textOf(value).replace(/\$\{([\w:]+)\}/g, (_, id: string) => values[id] ?? `no value for ${id}`);

  test("hold where the API is, and all that a front end needs to know as JSON", () => {
    expect(resolved(outputOf(dev, "ApiUrl"))).toBe(
      "https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com",
    );
    expect(JSON.parse(resolved(outputOf(dev, "FrontEndConfig")))).toEqual({
      region: "eu-central-1",
      userPoolId: "eu-central-1_Example1",
      userPoolClientId: "1example23456789",
      apiUrl: "https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com",
      refreshTokenCookie: "off",
      passwordMinLength: 12,
      passwordRequires: "lowercase,uppercase,number",
    });
  });
  test("hold where the panel is, if there is one", () => {
    expect(resolved(outputOf(dev, "PanelUrl"))).toBe(
      "https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com/panel",
    );
    expect(outputOf(closed, "PanelUrl")).toBeUndefined();
  });
  test("hold where the REST API is, if there is one", () => {
    expect(resolved(outputOf(full, "RestApiUrl"))).toBe(
      "https://f6g7h8i9j0.execute-api.eu-central-1.amazonaws.com/full",
    );
    expect(outputOf(dev, "RestApiUrl")).toBeUndefined();
  });
});

describe("the REST API", () => {
  test("is not there unless it is on", () => {
    const typesOf = ({ Resources }: Template) => Object.values(Resources).map(({ Type }) => Type);
    expect(typesOf(full)).toContain("AWS::ApiGateway::RestApi");
    expect(typesOf(dev).filter((type) => type.startsWith("AWS::ApiGateway::"))).toEqual([]);
  });
  test("has one method, for access tokens of the pool that have the scope", () => {
    expect(allOf(full, "AWS::ApiGateway::Method")).toEqual([
      {
        RestApiId: ref("RestApi"),
        ResourceId: ref("RestProfile"),
        HttpMethod: "GET",
        AuthorizationType: "COGNITO_USER_POOLS",
        AuthorizerId: ref("RestAuthorizer"),
        AuthorizationScopes: ["https://api.example.com/profile.read"],
        Integration: {
          Type: "AWS_PROXY",
          IntegrationHttpMethod: "POST",
          Uri: {
            "Fn::Sub": `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${PROFILE}.Arn}/invocations`,
          },
        },
      },
    ]);
    expect(propertiesOf(full, "RestProfile")).toMatchObject({ PathPart: "profile" });
    expect(allOf(full, "AWS::ApiGateway::Authorizer")).toEqual([
      {
        Name: "people",
        RestApiId: ref("RestApi"),
        Type: "COGNITO_USER_POOLS",
        IdentitySource: "method.request.header.Authorization",
        ProviderARNs: [{ "Fn::GetAtt": ["CognitoUserPoolUsers", "Arn"] }],
      },
    ]);
  });
  test("is deployed with its method, and takes as many requests as the parameters say", () => {
    const deployment = deploymentOf(full);
    expect(full.Resources[deployment]).toEqual({
      Type: "AWS::ApiGateway::Deployment",
      DependsOn: ["RestGetProfile"],
      Properties: { RestApiId: ref("RestApi") },
    });
    expect(allOf(full, "AWS::ApiGateway::Stage")).toEqual([
      {
        RestApiId: ref("RestApi"),
        DeploymentId: ref(deployment),
        StageName: "full",
        MethodSettings: [
          { HttpMethod: "*", ResourcePath: "/*", ThrottlingRateLimit: "7", ThrottlingBurstLimit: "9" },
        ],
      },
    ]);
  });
});

describe("a REST API is deployed again", () => {
  type Resources = Record<string, Template["Resources"][string]>;

  /** The packaged template once more, with a change. */
  const changed = (change: (resources: Resources) => void): Template => {
    const { [deploymentOf(full)]: _, ...resources } = structuredClone(full.Resources);
    change(resources);
    return withRestDeployment({ Resources: resources }) as Template;
  };
  const setIn = (resources: Resources, id: string, values: object) =>
    Object.assign(resources[id]?.Properties ?? {}, values);

  test.each<[string, (resources: Resources) => void]>([
    ["asks for another scope", (api) => setIn(api, "RestGetProfile", { AuthorizationScopes: ["other"] })],
    ["goes to another function", (api) => setIn(api, "RestGetProfile", { Integration: { Type: "MOCK" } })],
    ["has another path", (api) => setIn(api, "RestProfile", { PathPart: "me" })],
    ["has another authorizer", (api) => setIn(api, "RestAuthorizer", { IdentitySource: "other" })],
  ])("when its method %s", (_, change) => {
    const template = changed(change);
    expect(deploymentOf(template)).not.toBe(deploymentOf(full));
    expect(propertiesOf(template, "RestStage").DeploymentId).toEqual(ref(deploymentOf(template)));
  });
  test("when it has another method, and only once that is there", () => {
    const template = changed((api) => {
      if (api.RestGetProfile !== undefined) api.RestPatchProfile = structuredClone(api.RestGetProfile);
      setIn(api, "RestPatchProfile", { HttpMethod: "PATCH" });
    });
    expect(deploymentOf(template)).not.toBe(deploymentOf(full));
    expect(template.Resources[deploymentOf(template)]?.DependsOn).toEqual([
      "RestGetProfile",
      "RestPatchProfile",
    ]);
  });
  test("but not when only its stage changes, or nothing", () => {
    expect(deploymentOf(changed(() => {}))).toBe(deploymentOf(full));
    const throttled = changed((api) => setIn(api, "RestStage", { MethodSettings: [] }));
    expect(deploymentOf(throttled)).toBe(deploymentOf(full));
  });
});

describe("CloudFormation can deploy the API and the pool in some order,", () => {
  test("with everything on and with everything off", () => {
    expect(cycleOf(full)).toBeUndefined();
    expect(cycleOf(closed)).toBeUndefined();
  });
  test("but could not if a trigger knew the API's authorizer", () => {
    const template = structuredClone(full);
    Object.assign(propertiesOf(template, "PreDashsignDashupLambdaFunction"), {
      Description: { "Fn::Sub": `For those whom \${HttpApiAuthorizerPeople} knows` },
    });
    expect(cycleOf(template)).toEqual(
      expect.arrayContaining(["CognitoUserPoolUsers", "HttpApiAuthorizerPeople"]),
    );
  });
});
