import type { Imitations } from "./resource-type";

export const HTTP_API: Imitations = {
  "AWS::ApiGatewayV2::Api": {
    imitated: { Name: "any", ProtocolType: ["HTTP"], CorsConfiguration: "any" },
    withoutEffect: { Description: "descriptions", Tags: "tags" },
  },
  "AWS::ApiGatewayV2::Stage": {
    imitated: { ApiId: "any", StageName: ["$default"], AutoDeploy: ["true"] },
    withoutEffect: {
      AccessLogSettings: "access logs",
      DefaultRouteSettings: "throttling and metrics of routes",
      RouteSettings: "throttling and metrics of routes",
      Description: "descriptions",
      Tags: "tags",
    },
  },
  "AWS::ApiGatewayV2::Route": {
    imitated: {
      ApiId: "any",
      RouteKey: "any",
      Target: "any",
      AuthorizationType: ["NONE", "JWT"],
      AuthorizerId: "any",
      AuthorizationScopes: "any",
    },
    withoutEffect: { OperationName: "descriptions" },
  },
  "AWS::ApiGatewayV2::Integration": {
    imitated: {
      ApiId: "any",
      IntegrationType: ["AWS_PROXY"],
      IntegrationUri: "any",
      IntegrationMethod: ["POST"],
      PayloadFormatVersion: ["1.0", "2.0"],
      TimeoutInMillis: "any",
    },
    withoutEffect: { Description: "descriptions" },
  },
  "AWS::ApiGatewayV2::Authorizer": {
    imitated: {
      ApiId: "any",
      Name: "any",
      AuthorizerType: ["JWT"],
      IdentitySource: ["$request.header.Authorization"],
      "JwtConfiguration.Issuer": "any",
      "JwtConfiguration.Audience": "any",
    },
  },
};
