import { readFileSync } from "node:fs";
import path from "node:path";
import { asking } from "../../functions/api/auth/cognito-problems";
import { PROBLEM_CODES, Problem, type ProblemCode } from "../../shared/api/problem";
import { sentenceOf } from "../../shared/runtime/refusals";
import { readTemplate } from "../harness/packaged-service";
import {
  at,
  codesOf,
  DOCUMENT,
  inside,
  mistakes,
  type Node,
  OPERATIONS,
  operationOf,
} from "./openapi-document";

const components = (section: string) =>
  Object.entries(at(`#/components/${section}`).value as Record<string, Node>);

describe("the routes", () => {
  test("are those of the stack, and need a token where the stack has an authorizer", () => {
    const { Resources } = readTemplate();
    const ofType = (type: string) =>
      Object.entries(Resources).filter(([, { Type }]) => Type === `AWS::ApiGatewayV2::${type}`);
    const authorizers = Object.fromEntries(
      ofType("Authorizer").map(([id, { Properties }]) => [id, Properties.AuthorizerType]),
    );
    const deployed = ofType("Route").map(([, { Properties }]) => {
      const { Ref = "" } = (Properties.AuthorizerId ?? {}) as { Ref?: string };
      return [Properties.RouteKey, authorizers[Ref]];
    });
    const described = OPERATIONS.map(({ route, security }) => [
      route,
      security.some((scheme) => scheme.accessToken !== undefined) ? "JWT" : undefined,
    ]);
    // The panel is a page, and nothing that a client asks for.
    expect([...described, ["GET /panel", undefined]].sort()).toEqual(deployed.sort());
  });

  test("need the scopes that the stage's resource server has", () => {
    const server = Object.values(readTemplate().Resources).find(
      ({ Type }) => Type === "AWS::Cognito::UserPoolResourceServer",
    )?.Properties as { Identifier: string; Scopes: { ScopeName: string }[] };
    const existing = server.Scopes.map(({ ScopeName }) => `${server.Identifier}/${ScopeName}`);
    const needed = OPERATIONS.flatMap(({ security }) =>
      security.flatMap(({ accessToken = [] }) => accessToken),
    );
    expect(needed).toEqual(expect.arrayContaining(["api/profile.read", "api/members.manage"]));
    expect(existing).toEqual(expect.arrayContaining(needed));
  });
});

describe("the problems", () => {
  const ofOperation = (operation: (typeof OPERATIONS)[number]) =>
    Object.keys(operation.responses).flatMap((status) =>
      codesOf(operation, status).map((code) => ({ status: Number(status), code: code as ProblemCode })),
    );

  test("are all that the API knows, each with the status that it has", () => {
    const { properties } = at("#/components/schemas/Problem").value as {
      properties: Record<string, { enum: unknown[] }>;
    };
    expect(properties.code?.enum).toEqual(PROBLEM_CODES);
    expect(properties.status?.enum).toEqual([
      ...new Set(PROBLEM_CODES.map((code) => new Problem(code).status)),
    ]);
    const answered = OPERATIONS.flatMap(ofOperation);
    for (const { status, code } of answered)
      expect({ code, status }).toEqual({ code, status: new Problem(code).status });
    expect([...new Set(answered.map(({ code }) => code))].sort()).toEqual([...PROBLEM_CODES].sort());
  });

  test("have an example each, with the title that the API gives them", () => {
    expect(components("examples").map(([name]) => name)).toEqual(PROBLEM_CODES);
    for (const [name, { value }] of components("examples")) {
      const { detail, errors } = value as { detail?: string; errors?: [] };
      expect(value).toEqual(new Problem(name as ProblemCode, detail, errors).toJSON());
    }
  });

  /** What Cognito says with these errors, as far as the API tells it apart. */
  const MESSAGES = [
    "Incorrect username or password.",
    "Password attempts exceeded",
    "Temporary password has expired and must be reset by an administrator.",
    "Access Token has been revoked",
    `PreSignUp failed with error ${sentenceOf("belongs-nowhere")}.`,
    `PreTokenGeneration failed with error ${sentenceOf("fault")}.`,
  ];

  /** The errors that the SDK declares for an operation of Cognito's. */
  const errorsOf = (command: string): string[] => {
    const sdk = path.dirname(require.resolve("@aws-sdk/client-cognito-identity-provider/package.json"));
    const declaration = readFileSync(path.join(sdk, `dist-types/commands/${command}Command.d.ts`), "utf8");
    return [...declaration.matchAll(/@throws \{@link (\w+Exception)\}/g)].map(([, name = ""]) => name);
  };

  test.each([
    ["sign-up", ["SignUp"], []],
    ["confirm", ["ConfirmSignUp"], ["weak-password"]],
    ["resend-code", ["ResendConfirmationCode"], []],
    ["sign-in", ["InitiateAuth"], ["forbidden-origin"]],
    [
      "challenge",
      ["RespondToAuthChallenge", "VerifySoftwareToken", "AssociateSoftwareToken"],
      ["forbidden-origin"],
    ],
    ["refresh", ["GetTokensFromRefreshToken"], ["forbidden-origin"]],
    ["sign-out", ["RevokeToken", "GlobalSignOut"], ["forbidden-origin"]],
    ["forgot-password", ["ForgotPassword"], []],
    ["reset-password", ["ConfirmForgotPassword"], []],
    ["change-password", ["ChangePassword"], []],
  ] as const)("of %s are its own and what becomes of Cognito's errors", async (name, commands, own) => {
    const codes = new Set<string>([
      "invalid-request",
      "too-large",
      "unsupported-media-type",
      "unavailable",
      ...own,
    ]);
    const errors = commands.flatMap(errorsOf);
    expect(errors.length).toBeGreaterThan(5);
    for (const error of errors)
      for (const message of MESSAGES) {
        const refused = Object.assign(new Error(message), { name: error });
        const problem = await asking(name, () => Promise.reject(refused)).catch((thrown: Error) => thrown);
        if (problem instanceof Problem) codes.add(problem.code);
      }
    const described = ofOperation(operationOf(`POST /auth/${name}`)).map(({ code }) => code);
    expect(described.sort()).toEqual([...codes].sort());
  });
});

test("every example is one", () => {
  const wrong: string[] = [];
  let count = 0;
  const check = (pointer: string, value: unknown, where: string) => {
    count += 1;
    wrong.push(...mistakes(pointer, value).map((mistake) => `${where}: ${mistake}`));
  };
  const checkContent = (pointer: string) => {
    const { content = {} } = at(pointer).value as {
      content?: Record<string, { example?: unknown; examples?: Node }>;
    };
    for (const [type, { example, examples = {} }] of Object.entries(content)) {
      const media = inside(pointer, "content", type);
      if (example !== undefined) check(inside(media, "schema"), example, media);
      for (const name of Object.keys(examples)) {
        const { pointer: place, value } = at(inside(media, "examples", name));
        check(inside(media, "schema"), value.value, place);
      }
    }
  };
  for (const { route, responses } of OPERATIONS) {
    const [method = "", address = ""] = route.split(" ");
    const operation = inside("#/paths", address, method.toLowerCase());
    if ("requestBody" in at(operation).value) checkContent(inside(operation, "requestBody"));
    for (const pointer of Object.values(responses)) checkContent(pointer);
  }
  for (const [name, { examples = [] }] of components("schemas"))
    for (const example of examples as unknown[]) check(inside("#/components/schemas", name), example, name);
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(100);
});

test("the version is that of the package", () => {
  const { version } = JSON.parse(readFileSync(path.join(__dirname, "../../package.json"), "utf8"));
  expect(DOCUMENT.info).toMatchObject({ version });
});
