import { OF_THE_TENANT, RESOURCES, role, withProperties } from "../identity/small-identity-pool";
import { readSmall, refusals } from "./small-stack";

const POOL_ID = /^eu-central-1:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

test("an identity pool is read with its providers, roles and tags", () => {
  const { identityPool, pool, clients } = readSmall(RESOURCES);
  expect(identityPool).toEqual({
    id: expect.stringMatching(POOL_ID),
    hasGuests: true,
    providers: [
      {
        name: `cognito-idp.eu-central-1.amazonaws.com/${pool.id}`,
        clientId: clients[0]?.id,
        isTokenChecked: true,
        withoutPreference: undefined,
        tags: { tenant_id: "custom:tenant_id", name: "name" },
      },
    ],
    authenticated: "arn:aws:iam::123456789012:role/shop-dev-People",
    unauthenticated: "arn:aws:iam::123456789012:role/shop-dev-Guests",
  });
});

test("its id is the same for the same stack, and another for another one", () => {
  const idOf = (stage: string) => readSmall(RESOURCES, { stage }).identityPool?.id;
  expect(idOf("dev")).toBe(idOf("dev"));
  expect(idOf("prod")).not.toBe(idOf("dev"));
});

test("a variable of policies stays as it is, inside of Fn::Sub and outside", () => {
  const [people] = readSmall({
    ...RESOURCES,
    People: role("authenticated", [
      {
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: { "Fn::Sub": `\${Files.Arn}/\${!aws:PrincipalTag/tenant_id}/*` },
      },
      ...OF_THE_TENANT,
    ]),
  }).roles;
  const [inSub, outside] = people?.policies[0]?.document.Statement ?? [];
  expect(inSub?.Resource).toBe(`arn:aws:s3:::shop-dev-files/\${aws:PrincipalTag/tenant_id}/*`);
  expect(outside?.Resource).toBe(inSub?.Resource);
});

const POLICY = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] };

test("a role has the policies that are attached to it in any of the four ways", () => {
  const { roles } = readSmall({
    ...RESOURCES,
    People: role("authenticated", [], { ManagedPolicyArns: [{ Ref: "Asked" }] }),
    Asked: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: POLICY } },
    Given: {
      Type: "AWS::IAM::ManagedPolicy",
      Properties: { PolicyDocument: POLICY, Roles: [{ Ref: "People" }] },
    },
    Added: {
      Type: "AWS::IAM::Policy",
      Properties: { PolicyName: "added", PolicyDocument: POLICY, Roles: [{ Ref: "People" }] },
    },
    OfSomebodyElse: {
      Type: "AWS::IAM::Policy",
      Properties: { PolicyName: "else", PolicyDocument: POLICY, Roles: ["shop-dev-Somebody"] },
    },
  });
  expect(roles[0]?.policies.map(({ name }) => name)).toEqual(["own", "Asked", "added", "Given"]);
});

test("roles that the pool does not hand out are without effect, whatever is in them", () => {
  const odd = { Type: "AWS::IAM::Role", Properties: { PermissionsBoundary: "arn", Path: "/odd/" } };
  expect(readSmall({ ...RESOURCES, Odd: odd }).roles.map(({ name }) => name)).toEqual([
    "shop-dev-People",
    "shop-dev-Guests",
  ]);
});

const GROUP = {
  Type: "AWS::Cognito::UserPoolGroup",
  Properties: {
    UserPoolId: { Ref: "Pool" },
    GroupName: "staff",
    RoleArn: { "Fn::GetAtt": ["Staff", "Arn"] },
  },
};
const STAFF = role("authenticated", []);
const mapping = (changes: object) =>
  withProperties("Attachment", {
    RoleMappings: {
      web: {
        IdentityProvider: { "Fn::Sub": `\${Pool.ProviderName}:\${Web}` },
        Type: "Token",
        AmbiguousRoleResolution: "Deny",
        ...changes,
      },
    },
  });

test("where tokens choose, the roles of groups are handed out too", () => {
  const { identityPool, roles } = readSmall({ ...mapping({}), Group: GROUP, Staff: STAFF });
  expect(identityPool?.providers[0]?.withoutPreference).toBe("Deny");
  expect(roles.map(({ name }) => name)).toContain("shop-dev-Staff");
});

test("the policies of buckets are read by the buckets, but for the framework's own one", () => {
  const { bucketPolicies } = readSmall({
    ...RESOURCES,
    ServerlessDeploymentBucket: { Type: "AWS::S3::Bucket" },
    ServerlessDeploymentBucketPolicy: {
      Type: "AWS::S3::BucketPolicy",
      Properties: { PolicyDocument: "odd" },
    },
  });
  expect([...bucketPolicies.keys()]).toEqual(["arn:aws:s3:::shop-dev-files"]);
  const [tls] = bucketPolicies.get("arn:aws:s3:::shop-dev-files")?.Statement ?? [];
  expect(tls?.Condition).toEqual({ Bool: { "aws:SecureTransport": "false" } });
});

test.each([
  [
    "the classic flow",
    withProperties("Identities", { AllowClassicFlow: true }),
    "Identities: AllowClassicFlow true",
  ],
  [
    "another provider",
    withProperties("Identities", { SupportedLoginProviders: { "graph.facebook.com": "1" } }),
    "Identities: SupportedLoginProviders.graph.facebook.com",
  ],
  [
    "tokens of another user pool",
    withProperties("Identities", { CognitoIdentityProviders: [{ ClientId: "c", ProviderName: "p" }] }),
    "Identities.CognitoIdentityProviders[0]: the provider p",
  ],
  ["default tags", withProperties("Tags", { UseDefaults: true }), "Tags: UseDefaults true"],
  [
    "rules that choose roles",
    mapping({ Type: "Rules", RulesConfiguration: {} }),
    "Attachment.RoleMappings.web.Type Rules",
  ],
  [
    "a role of somebody else",
    withProperties("Attachment", { Roles: { authenticated: "arn:aws:iam::1:role/theirs" } }),
    "the role arn:aws:iam::1:role/theirs, which is not one of this stack",
  ],
  [
    "a policy of AWS",
    withProperties("People", { ManagedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }),
    "People: the policy arn:aws:iam::aws:policy/ReadOnlyAccess, which is not one of this stack",
  ],
  [
    "a boundary",
    withProperties("People", { PermissionsBoundary: "arn:aws:iam::aws:policy/PowerUserAccess" }),
    "People: PermissionsBoundary",
  ],
  [
    "a bucket's policy without principals",
    withProperties("FilesPolicy", {
      PolicyDocument: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Deny", Action: "s3:*", Resource: "*" }],
      },
    }),
    "FilesPolicy: a statement about nobody",
  ],
  [
    "a policy in which variables are plain text",
    withProperties("People", {
      Policies: [{ PolicyName: "old", PolicyDocument: { Version: "2008-10-17", Statement: [] } }],
    }),
    "People.Policies[0], which is not a policy of version 2012-10-17",
  ],
])("%s cannot be imitated", (_, resources, thing) => {
  expect(refusals(resources)).toContain(thing);
});
