import {
  AddCustomAttributesCommand,
  AdminCreateUserCommand,
  AdminListUserAuthEventsCommand,
  AdminUpdateAuthEventFeedbackCommand,
  CreateIdentityProviderCommand,
  type CreateIdentityProviderCommandInput,
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolDomainCommand,
  DeleteIdentityProviderCommand,
  DeleteResourceServerCommand,
  DeleteUserPoolDomainCommand,
  DescribeIdentityProviderCommand,
  DescribeResourceServerCommand,
  DescribeUserPoolCommand,
  DescribeUserPoolDomainCommand,
  GetIdentityProviderByIdentifierCommand,
  ListIdentityProvidersCommand,
  ListResourceServersCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateIdentityProviderCommand,
  UpdateResourceServerCommand,
  UpdateUserPoolDomainCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { settings, startPool, type TestPool } from "../test-pool";

const { id: UserPoolId, arn: ResourceArn } = settings();
const NOW = new Date("2026-05-01T12:00:00Z");

let testPool: TestPool;
beforeEach(async () => {
  testPool = await startPool({ settings: { domain: undefined } });
});
afterEach(() => testPool.stop());

const send: TestPool["client"]["send"] = ((command: never) => testPool.client.send(command)) as never;
const notFound = (message: string) => ({ name: "ResourceNotFoundException", message });
const invalid = (message: string) => ({ name: "InvalidParameterException", message });

describe("resource servers", () => {
  const Identifier = "https://orders.example";
  const Scopes = [{ ScopeName: "read", ScopeDescription: "Reads orders" }];
  const create = () =>
    send(new CreateResourceServerCommand({ UserPoolId, Identifier, Name: "Orders", Scopes }));
  const ORDERS = { UserPoolId, Identifier, Name: "Orders", Scopes };

  test("are created, described, listed, changed and deleted", async () => {
    expect((await create()).ResourceServer).toEqual(ORDERS);
    await expect(create()).rejects.toMatchObject(
      invalid(`${Identifier} already exists in user pool ${UserPoolId}.`),
    );
    const named = { UserPoolId, Identifier };
    const describeIt = () => send(new DescribeResourceServerCommand(named));
    expect((await describeIt()).ResourceServer).toEqual(ORDERS);
    await send(new UpdateResourceServerCommand({ ...named, Name: "All orders" }));
    const changed = { UserPoolId, Identifier, Name: "All orders" };
    const { ResourceServers } = await send(new ListResourceServersCommand({ UserPoolId }));
    expect(ResourceServers).toEqual([changed]);
    await send(new DeleteResourceServerCommand(named));
    await expect(describeIt()).rejects.toMatchObject(
      notFound(`Resource server ${Identifier} does not exist.`),
    );
  });

  test("have the scopes that a client can be allowed, and no others exist", async () => {
    const machine: CreateUserPoolClientCommandInput = {
      UserPoolId,
      ClientName: "machine",
      GenerateSecret: true,
      AllowedOAuthFlows: ["client_credentials"],
      AllowedOAuthScopes: [`${Identifier}/read`],
      AllowedOAuthFlowsUserPoolClient: true,
    };
    const createClient = () => send(new CreateUserPoolClientCommand(machine));
    await expect(createClient()).rejects.toMatchObject({
      name: "ScopeDoesNotExistException",
      message: `Invalid scope requested: ${Identifier}/read`,
    });
    await create();
    const { ClientId = "", ClientSecret = "" } = (await createClient()).UserPoolClient ?? {};
    const response = await fetch(`${testPool.endpoint}/oauth2/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: ClientId,
        client_secret: ClientSecret,
      }),
    });
    const { access_token = "" } = (await response.json()) as { access_token?: string };
    const { scope } = JSON.parse(Buffer.from(access_token.split(".")[1] ?? "", "base64url").toString());
    expect(scope).toBe(`${Identifier}/read`);
  });
});

describe("identity providers", () => {
  const DETAILS = {
    client_id: "id",
    client_secret: "secret",
    attributes_request_method: "GET",
    oidc_issuer: "https://login.acme.example",
    authorize_scopes: "openid email",
  };
  const create = (changes: Partial<CreateIdentityProviderCommandInput> = {}) =>
    send(
      new CreateIdentityProviderCommand({
        UserPoolId,
        ProviderName: "Acme",
        ProviderType: "OIDC",
        ProviderDetails: DETAILS,
        AttributeMapping: { email: "email" },
        IdpIdentifiers: ["acme.example"],
        ...changes,
      }),
    );
  const ACME = {
    UserPoolId,
    ProviderName: "Acme",
    ProviderType: "OIDC",
    ProviderDetails: DETAILS,
    AttributeMapping: { username: "sub", email: "email" },
    IdpIdentifiers: ["acme.example"],
    CreationDate: NOW,
    LastModifiedDate: NOW,
  };

  test("are created, found by name and identifier, listed, changed and deleted", async () => {
    const named = { UserPoolId, ProviderName: "Acme" };
    expect((await create()).IdentityProvider).toEqual(ACME);
    const byIdentifier = (IdpIdentifier: string) =>
      send(new GetIdentityProviderByIdentifierCommand({ UserPoolId, IdpIdentifier }));
    expect((await byIdentifier("acme.example")).IdentityProvider).toEqual(ACME);
    const { Providers } = await send(new ListIdentityProvidersCommand({ UserPoolId }));
    expect(Providers).toEqual([
      { ProviderName: "Acme", ProviderType: "OIDC", CreationDate: NOW, LastModifiedDate: NOW },
    ]);
    testPool.pass(5);
    await send(new UpdateIdentityProviderCommand({ ...named, IdpIdentifiers: ["acme.test"] }));
    const describeIt = () => send(new DescribeIdentityProviderCommand(named));
    expect((await describeIt()).IdentityProvider).toEqual({
      ...ACME,
      IdpIdentifiers: ["acme.test"],
      LastModifiedDate: new Date("2026-05-01T12:00:05Z"),
    });
    await expect(byIdentifier("acme.example")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await send(new DeleteIdentityProviderCommand(named));
    await expect(describeIt()).rejects.toMatchObject(notFound("Identity provider Acme does not exist."));
  });

  test("are refused as Cognito refuses them", async () => {
    await create();
    await expect(create()).rejects.toMatchObject({
      name: "DuplicateProviderException",
      message: `Acme already exists in user pool ${UserPoolId}`,
    });
    await expect(create({ ProviderName: "Other" })).rejects.toMatchObject({
      name: "DuplicateProviderException",
    });
    await expect(create({ ProviderName: "Other", ProviderType: "Google" })).rejects.toMatchObject(
      invalid("Provider Other cannot be of type Google."),
    );
    const other = { ProviderName: "Other", IdpIdentifiers: [] };
    await expect(create({ ...other, ProviderDetails: {} })).rejects.toMatchObject(
      invalid("client_id is required in the provider details of OIDC."),
    );
    await expect(create({ ...other, AttributeMapping: { shoe: "size" } })).rejects.toMatchObject(
      invalid("Invalid attribute mapping: shoe is not an attribute of the user pool."),
    );
  });

  test("sign people in, once a client names them", async () => {
    const shop = new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: "shop",
      SupportedIdentityProviders: ["Acme"],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ["code"],
      AllowedOAuthScopes: ["openid"],
      CallbackURLs: ["http://localhost:3000/"],
    });
    await expect(send(shop)).rejects.toMatchObject(
      invalid(`The provider Acme does not exist for User Pool ${UserPoolId}.`),
    );
    await create();
    const { UserPoolClient } = await send(shop);
    const response = await fetch(`${testPool.endpoint}/local/federated-sign-in`, {
      method: "POST",
      body: JSON.stringify({
        clientId: UserPoolClient?.ClientId,
        provider: "Acme",
        subject: "7",
        attributes: { email: "ada@acme.example" },
      }),
    });
    expect(response.status).toBe(200);
  });
});

describe("domains", () => {
  const described = async (Domain: string) =>
    (await send(new DescribeUserPoolDomainCommand({ Domain }))).DomainDescription;
  const poolDomain = async () => {
    const { UserPool } = await send(new DescribeUserPoolCommand({ UserPoolId }));
    return UserPool?.Domain ?? UserPool?.CustomDomain;
  };

  test("a prefix brings the sign-in pages, and takes them along", async () => {
    const statusOf = async () => (await fetch(`${testPool.endpoint}/login?client_id=none`)).status;
    const named = { UserPoolId, Domain: "acme-login" };
    expect(await statusOf()).toBe(404);
    await send(new CreateUserPoolDomainCommand(named));
    expect(await described("acme-login")).toEqual({
      UserPoolId,
      AWSAccountId: "123456789012",
      Domain: "acme-login",
      Status: "ACTIVE",
      ManagedLoginVersion: 1,
    });
    expect(await poolDomain()).toBe("acme-login");
    expect(await statusOf()).toBe(400);
    await send(new UpdateUserPoolDomainCommand({ ...named, ManagedLoginVersion: 2 }));
    expect((await described("acme-login"))?.ManagedLoginVersion).toBe(2);
    await send(new DeleteUserPoolDomainCommand(named));
    expect(await described("acme-login")).toEqual({});
    expect(await statusOf()).toBe(404);
    await expect(send(new DeleteUserPoolDomainCommand(named))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  test("a whole domain has a certificate, and leads to a distribution", async () => {
    const CertificateArn =
      "arn:aws:acm:us-east-1:123456789012:certificate/5f1c9f3e-1b7a-4a39-a1b4-6f7a61b3c2d1";
    const { CloudFrontDomain } = await send(
      new CreateUserPoolDomainCommand({
        UserPoolId,
        Domain: "login.acme.example",
        CustomDomainConfig: { CertificateArn },
      }),
    );
    expect(CloudFrontDomain).toMatch(/\.cloudfront\.net$/);
    expect(await described("login.acme.example")).toMatchObject({
      CloudFrontDistribution: CloudFrontDomain,
      CustomDomainConfig: { CertificateArn },
    });
  });

  test("are refused as Cognito refuses them", async () => {
    const create = (Domain: string) => send(new CreateUserPoolDomainCommand({ UserPoolId, Domain }));
    await expect(create("login.acme.example")).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: expect.stringMatching(/^The domain name contains an invalid character\./),
    });
    await expect(create("my-cognito")).rejects.toMatchObject({ name: "InvalidParameterException" });
    await create("acme-login");
    await expect(create("acme-login")).rejects.toMatchObject(
      invalid("Domain already associated with another user pool."),
    );
    await expect(create("another")).rejects.toMatchObject({
      message: "User pool already has a domain configured: acme-login.",
    });
  });
});

test("tags are put on a pool, listed and removed", async () => {
  await send(new TagResourceCommand({ ResourceArn, Tags: { team: "orders", cost: "7" } }));
  await send(new UntagResourceCommand({ ResourceArn, TagKeys: ["cost"] }));
  const { Tags } = await send(new ListTagsForResourceCommand({ ResourceArn }));
  expect(Tags).toEqual({ team: "orders" });
  const unknown = ResourceArn.replace("TestPool1", "Nowhere00");
  await expect(send(new ListTagsForResourceCommand({ ResourceArn: unknown }))).rejects.toMatchObject(
    notFound("User pool eu-central-1_Nowhere00 does not exist."),
  );
});

test("custom attributes are added once and for all, with their bounds", async () => {
  const add = (Name: string) =>
    send(
      new AddCustomAttributesCommand({
        UserPoolId,
        CustomAttributes: [
          {
            Name,
            AttributeDataType: "Number",
            NumberAttributeConstraints: { MinValue: "1", MaxValue: "9" },
          },
        ],
      }),
    );
  const create = (Username: string, Value: string) =>
    send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username,
        UserAttributes: [{ Name: "custom:floor", Value }],
      }),
    );
  await expect(create("ada@acme.example", "3")).rejects.toMatchObject({ name: "InvalidParameterException" });
  await add("floor");
  await create("ada@acme.example", "3");
  await expect(create("grace@acme.example", "10")).rejects.toMatchObject({
    message: "Attributes did not conform to the schema: custom:floor: Number must be no larger than 9\n",
  });
  await expect(add("floor")).rejects.toMatchObject(
    invalid("custom:floor: Existing attribute already has name custom:floor."),
  );
});

test("without threat protection there is no history of sign-ins", async () => {
  const Username = "ada@acme.example";
  await send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: "SUPPRESS" }));
  const disabled = { name: "UserPoolAddOnNotEnabledException" };
  await expect(send(new AdminListUserAuthEventsCommand({ UserPoolId, Username }))).rejects.toMatchObject(
    disabled,
  );
  await expect(
    send(
      new AdminUpdateAuthEventFeedbackCommand({
        UserPoolId,
        Username,
        EventId: "1",
        FeedbackValue: "Valid",
      }),
    ),
  ).rejects.toMatchObject(disabled);
});
