import { BUCKET, type RoleName, TABLE } from "./packaged-policies";
import { isGranted } from "./rules";

/** Whose credentials: the tags are what the ID token says, or what it never should. */
export interface Caller {
  readonly name: string;
  readonly role: RoleName;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | string[]>>;
  readonly isOverTls?: boolean;
}

/**
 * A request passes where something allows it and nothing denies it. Each side is asked by itself, because each has to hold
 * if the other one has a hole: what is allowed, without any denial; and what is denied to a role that is allowed everything.
 */
export type Layer = "access" | "edge" | "both";

export interface Case {
  readonly name: string;
  readonly caller: Caller;
  readonly request: Request;
  readonly layer: Layer;
  readonly expected: boolean;
}

export const SUB = "0b7c1a52-93f1-4f4c-8d0e-5f5c3a1d2e01";
const OTHER_SUB = "9f21d6aa-1c5b-4a77-9e02-6d6b8a0f4b02";
const TENANTS = ["acme", "acme-2", "globex"];

const signedIn = (role: string, tenant: string): Caller => ({
  name: `${role} of ${tenant}`,
  role: "SignedInRole",
  tags: { tenant_id: tenant, role, sub: SUB },
});

const RIGHT: readonly Caller[] = [
  signedIn("viewer", "acme"),
  signedIn("member", "acme"),
  signedIn("admin", "acme"),
  signedIn("admin", "acme-2"),
  signedIn("member", "globex"),
  { name: "operator", role: "OperatorsRole", tags: { tenant_id: "platform", role: "admin", sub: SUB } },
  { name: "operator without tags", role: "OperatorsRole", tags: {} },
  { name: "guest", role: "GuestsRole", tags: {} },
];

/** Whose roles are not from this template, so that it allows them nothing. */
const OF_OTHER_ROLES: readonly Caller[] = [
  { ...signedIn("member", "acme"), name: "somebody with a role that was added later", role: "AddedRole" },
  { name: "backend", role: "BackendRole", tags: {} },
];

/** Values that no token has, one tag at a time. */
const ODD_TAGS: Readonly<Record<string, readonly (string | undefined)[]>> = {
  tenant_id: [
    ...[undefined, "", "*", "acm*", "????", "acme?", "acme/", "acme/shared", "acme/people", "acme#x"],
    ...["public", "nobody", "..", "acme.", "ACME", `acme#${SUB}`, "files", "acme/shared/../../globex"],
  ],
  role: [undefined, "", "*", "owner", "Admin", "admi?", "admin,viewer", "member admin"],
  sub: [
    ...[
      undefined,
      "",
      "*",
      "?",
      "????????-????-????-????-????????????",
      "acme",
      `${SUB}/`,
      `../people/${OTHER_SUB}`,
    ],
    ...[`0b7c1a52-93f1-4f4c-8d0e-5f5c3a1d2e/1`, `0b7c1a52-93f1-4f4c-8d0e-5f5c3a1d2e#1`],
    ...[`0b7c1a52-93f1-4f4c-8d0e-5f5c3a1d2e.1`, `0b7c1a52-93f1-4f4c-8d0e-5f5c3a1d2e*1`],
    `0b7c1a52-93f1-4f4c-8d0e-5f5c3a1d2e?1`,
  ],
};

const ODD: readonly Caller[] = Object.entries(ODD_TAGS).flatMap(([tag, values]) =>
  values.map((value): Caller => {
    const { [tag]: _, ...others }: Record<string, string> = { tenant_id: "acme", role: "admin", sub: SUB };
    return {
      name: `somebody whose ${tag} is ${JSON.stringify(value) ?? "missing"}`,
      role: "SignedInRole",
      tags: value === undefined ? others : { ...others, [tag]: value },
    };
  }),
);

const WITHOUT_A_TAG = ODD.filter(({ tags }) => Object.keys(tags).length < 3);

/** Files of every kind. */
const KEYS: readonly string[] = [
  ...TENANTS.flatMap((tenant) => [
    `${tenant}/shared/plan.pdf`,
    `${tenant}/people/${SUB}/avatar.png`,
    `${tenant}/people/${OTHER_SUB}/avatar.png`,
  ]),
  ...["public/logo.svg", "acme/x", "acme/shared/../../globex/shared/x"],
];

const ODD_KEYS: readonly string[] = [
  // One's own by way of tags that no token has.
  ...["/shared/x", "*/shared/x", "acm*/shared/x", "public/shared/x", "nobody/shared/x", "platform/shared/x"],
  ...[
    "acme//shared/x",
    "acme/shared/shared/x",
    "../shared/x",
    "acme./shared/x",
    "ACME/shared/x",
    "acme#x/shared/x",
  ],
  ...["acme?/shared/x", "????/shared/x"],
  ...[
    `public/people/${SUB}/x`,
    "acme/people//x",
    "acme/people/*/x",
    "acme/people/acme/x",
    `acme/people/${SUB}//x`,
  ],
  ...["/1", "#1", ".1", "*1", "?1"].map((end) => `acme/people/0b7c1a52-93f1-4f4c-8d0e-5f5c3a1d2e${end}/x`),
  // Parents, and what only looks like a folder of one's own.
  ...["acme", "acme/", "acme/shared", "acme/people", "acme/people/", `acme/people/${SUB}`, "acme/sharedx/y"],
  ...["shared/x", `people/${SUB}/x`, "x", "public", "publicx/y"],
  // The way up.
  ...["acme/shared/..", `acme/people/${SUB}/../${OTHER_SUB}/x`],
  ...["public/../acme/shared/x", "acme/shared/../people/x", "acme/shared/a/../b", "acme/shared/..x"],
];

const OBJECT_ACTIONS = [
  ...[
    "s3:GetObject",
    "s3:PutObject",
    "s3:DeleteObject",
    "s3:AbortMultipartUpload",
    "s3:ListMultipartUploadParts",
  ],
  ...[
    "s3:GetObjectVersion",
    "s3:DeleteObjectVersion",
    "s3:PutObjectAcl",
    "s3:GetObjectTagging",
    "s3:RestoreObject",
  ],
];

const PREFIXES: readonly (string | undefined)[] = [
  undefined,
  ...["", "a", "acme", "acme/", "acme-2", "acme/shared", "acme/shared/", "acme/shared/2026", "acme/people/"],
  ...[
    `acme/people/${SUB}`,
    `acme/people/${SUB}/`,
    `acme/people/${OTHER_SUB}/`,
    "acme-2/shared/",
    "globex/shared/",
  ],
  ...[
    `globex/people/${SUB}/`,
    "/shared/",
    "*/shared/",
    "nobody/shared/",
    "platform/shared/",
    "public",
    "public/",
  ],
  ...["public/shared/", "pub*", "acme/sharedx/", "../shared/", "acme/people//"],
];

const BUCKET_ACTIONS = [
  ...["s3:ListBucketVersions", "s3:ListBucketMultipartUploads", "s3:GetBucketLocation", "s3:GetBucketPolicy"],
  ...["s3:PutBucketPolicy", "s3:DeleteBucket", "s3:PutLifecycleConfiguration"],
];

/** What the items of a request belong to; none where it names no key. Several come from batches and transactions. */
const LEADING_KEYS: readonly (readonly string[] | undefined)[] = [
  undefined,
  ...TENANTS.flatMap((tenant) => [[tenant], [`${tenant}#${SUB}`], [`${tenant}#${OTHER_SUB}`]]),
  ["acme", `acme#${SUB}`],
  [`acme#${SUB}`, `acme#${OTHER_SUB}`],
  ["acme", "globex"],
  ["globex", "acme"],
  [`acme#${SUB}`, `globex#${SUB}`],
];

const ODD_LEADING_KEYS: readonly (readonly string[])[] = [
  ...[
    "nobody",
    "platform",
    `platform#${SUB}`,
    "public",
    "*",
    "acme#",
    `#${SUB}`,
    SUB,
    "acme-",
    "acm*",
    "acme#x",
  ],
  ...[
    `acme#x#${SUB}`,
    `acme#${SUB}#x`,
    "????",
    "acme/",
    "..",
    "acme.",
    "ACME",
    "acme?",
    `acme#${SUB}/`,
    "acme#*",
  ],
  ...["/1", "#1", ".1", "*1", "?1"].map((end) => `acme#0b7c1a52-93f1-4f4c-8d0e-5f5c3a1d2e${end}`),
].map((key) => [key]);

const ITEM_ACTIONS = [
  ...["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"],
  ...["ConditionCheckItem", "PartiQLSelect", "PartiQLInsert"],
].map((name) => `dynamodb:${name}`);
const TABLE_ACTIONS = ["Scan", "DescribeTable", "DeleteTable", "ExportTableToPointInTime"].map(
  (name) => `dynamodb:${name}`,
);

const contextOf = (key: string, value: string | string[] | undefined): Request["context"] =>
  value === undefined ? {} : { [key]: value };

const fileRequests = (
  keys: readonly string[],
  actions: readonly string[],
  bucket = BUCKET,
): readonly Request[] =>
  keys.flatMap((key) => actions.map((action) => ({ action, resource: `${bucket}/${key}`, context: {} })));

const itemRequests = (
  keys: readonly (readonly string[] | undefined)[],
  actions: readonly string[],
  resource = TABLE,
): readonly Request[] =>
  keys.flatMap((leading) =>
    actions.map((action) => ({
      action,
      resource,
      context: contextOf("dynamodb:LeadingKeys", leading && [...leading]),
    })),
  );

const listRequests = (
  prefixes: readonly (string | undefined)[],
  action = "s3:ListBucket",
): readonly Request[] =>
  prefixes.map((prefix) => ({ action, resource: BUCKET, context: contextOf("s3:prefix", prefix) }));

const OWN_PREFIXES = ["acme/shared/", `acme/people/${SUB}/`, "public/"];

const REQUESTS: readonly Request[] = [
  ...fileRequests(KEYS, OBJECT_ACTIONS),
  ...fileRequests(ODD_KEYS, ["s3:PutObject"]),
  ...listRequests(PREFIXES),
  ...listRequests(OWN_PREFIXES, "s3:ListBucketVersions"),
  ...BUCKET_ACTIONS.map((action) => ({ action, resource: BUCKET, context: {} })),
  ...itemRequests(LEADING_KEYS, ITEM_ACTIONS),
  ...itemRequests(ODD_LEADING_KEYS, ["dynamodb:PutItem"]),
  ...itemRequests([undefined], TABLE_ACTIONS),
  ...itemRequests([undefined, ["acme"], ["globex"]], ["dynamodb:Query"], `${TABLE}/index/any`),
  ...[
    ...fileRequests(["acme/shared/plan.pdf", "public/logo.svg"], ["s3:GetObject"]),
    ...listRequests(OWN_PREFIXES),
  ].map((request) => ({ ...request, isOverTls: false })),
];

/** With tags that are wrong, what is done to a file or an item makes no difference. */
const REQUESTS_OF_ODD_CALLERS: readonly Request[] = [
  ...fileRequests([...KEYS, ...ODD_KEYS], ["s3:GetObject"]),
  ...listRequests(PREFIXES),
  ...itemRequests([...LEADING_KEYS, ...ODD_LEADING_KEYS], ["dynamodb:GetItem"]),
  ...itemRequests([...LEADING_KEYS, ...ODD_LEADING_KEYS], ["dynamodb:Query"], `${TABLE}/index/any`),
];

/** What is called as one's own, but in another bucket or table. */
const REQUESTS_ELSEWHERE: readonly Request[] = [
  ...fileRequests(["acme/shared/plan.pdf", "public/logo.svg"], OBJECT_ACTIONS, `${BUCKET}-of-others`),
  ...itemRequests([["acme"], [`acme#${SUB}`]], ITEM_ACTIONS, `${TABLE}-of-others`),
];

const nameOf = ({ action, resource, context, isOverTls = true }: Request): string =>
  [
    action,
    resource.replace(/^arn:.*?:(\w+\/|files)/, "$1"),
    ...Object.entries(context).map(([key, value]) => `${key}=${JSON.stringify(value)}`),
    ...(isOverTls ? [] : ["without TLS"]),
  ].join(" ");

const caseOf = (caller: Caller, request: Request, layer: Layer): Case => ({
  name: `${caller.name}, ${layer}: ${nameOf(request)}`,
  caller,
  request,
  layer,
  expected: isGranted(caller, request, layer),
});

const casesOf = (
  callers: readonly Caller[],
  requests: readonly Request[],
  layers: readonly Layer[],
): readonly Case[] =>
  callers.flatMap((caller) =>
    requests.flatMap((request) => layers.map((layer) => caseOf(caller, request, layer))),
  );

export const CASES: readonly Case[] = [
  ...casesOf(RIGHT, REQUESTS, ["access", "edge"]),
  ...casesOf(RIGHT, REQUESTS_ELSEWHERE, ["access"]),
  ...casesOf(OF_OTHER_ROLES, REQUESTS, ["edge"]),
  // What both layers say follows from what each says, but for the requests that pass.
  ...casesOf(RIGHT, REQUESTS, ["both"]).filter(({ expected }) => expected),
  ...casesOf(ODD, REQUESTS_OF_ODD_CALLERS, ["edge"]),
  ...casesOf(WITHOUT_A_TAG, REQUESTS_OF_ODD_CALLERS, ["access"]),
];
