import { DIGITS, derivedText, UPPERCASE } from "../stack/derived-text";
import type { Stack } from "../stack/stack";
import { AccessError, type Deed, type Gatekeeper } from "./access";
import { type Caller, judge, type Verdict } from "./policies/judge";
import { SESSION_NAME, sessionArn } from "./policies/simulator";
import { isSame, isSessionKey, type RoleSession, type RoleSessions } from "./role-sessions";
import { type GivenSignature, readSignature, SignatureError } from "./signature/given-signature";
import { type SignedService, verifySignature } from "./signature/verify";
import { DYNAMODB_WORDS, S3_WORDS } from "./signature/words";

/** A request that was not let pass. */
export interface AccessRefusal {
  /** Such as `s3:GetObject`. */
  readonly what: string;
  /** Tenant and `sub`, or `guest`; empty where nobody could be made out. */
  readonly who: string;
  readonly why: string;
  readonly error: AccessError;
}

export interface GatekeeperOptions {
  readonly stack: Pick<Stack, "region" | "accountId" | "roles" | "bucketPolicies">;
  readonly sessions: RoleSessions;
  readonly now: () => Date;
  readonly onRefusal?: (refusal: AccessRefusal) => void;
}

const MINUTE_MS = 60_000;

const S3: SignedService = { name: "s3", words: S3_WORDS, skewMs: 15 * MINUTE_MS, isStorage: true };
const DYNAMODB: SignedService = {
  name: "dynamodb",
  words: DYNAMODB_WORDS,
  skewMs: 5 * MINUTE_MS,
  isStorage: false,
};

/** Key and secret of the account's administrator. Functions and commands use the same key for the tables. */
const ADMINISTRATOR = "local";

/** Lets people with sessions and the account's administrator use the buckets. */
export const storageGatekeeper = (options: GatekeeperOptions): Gatekeeper => gatekeeper(S3, options);

/** Lets people with sessions use the tables. */
export const tablesGatekeeper = (options: GatekeeperOptions): Gatekeeper => gatekeeper(DYNAMODB, options);

/** Somebody whose key is known. Only the signature then proves who they are. */
interface Claimant {
  readonly label: string;
  readonly secretAccessKey: string;
  readonly caller: Caller;
  /** The name of the role; undefined for the administrator. */
  readonly role: string | undefined;
}

function gatekeeper(service: SignedService, options: GatekeeperOptions): Gatekeeper {
  const { stack, now, onRefusal = () => {} } = options;
  const { region, bucketPolicies } = stack;
  return async (request, deeds) => {
    let who = "";
    const refuse = (what: string, why: string, error: AccessError): AccessError => {
      onRefusal({ what, who, why, error });
      return error;
    };
    let claimant: Claimant;
    try {
      const given = readSignature(request);
      claimant = claimantOf(given, service, options);
      const { secretAccessKey } = claimant;
      await verifySignature(request, given, { service, region, secretAccessKey, now: now() });
      who = claimant.label;
    } catch (error) {
      if (!(error instanceof SignatureError)) throw error;
      const words = service.words[error.fault](error.message);
      throw refuse(deeds[0]?.action ?? service.name, words.message, words);
    }
    // A request that does nothing known is refused.
    if (deeds.length === 0)
      throw refuse(service.name, "it is not known what this request does", denied(service, "Access Denied"));
    for (const deed of deeds) {
      const policy = bucketPolicies.get(deed.resource.replace(/\/.*$/s, ""));
      const verdict = await judge(claimant.caller, deed, policy);
      if (verdict.kind !== "allowed")
        throw refuse(
          deed.action,
          reasonOf(verdict, deed, claimant),
          refusalOf(verdict, deed, claimant, service),
        );
    }
  };
}

function claimantOf(given: GivenSignature, service: SignedService, options: GatekeeperOptions): Claimant {
  const { stack, sessions, now } = options;
  if (!isSessionKey(given.accessKeyId)) {
    if (!service.isStorage || !isSame(given.accessKeyId, ADMINISTRATOR) || given.sessionToken !== undefined)
      throw new SignatureError("unknown key");
    return administrator(stack, now());
  }
  if (given.sessionToken === undefined) throw new SignatureError("unknown key");
  const opened = sessions.open(given.accessKeyId, given.sessionToken);
  if (opened === undefined) throw new SignatureError("token");
  const { session, secretAccessKey } = opened;
  if (Date.parse(session.expiresAt) <= now().getTime()) throw new SignatureError("expired");
  const role = stack.roles.find(({ arn }) => arn === session.role);
  // The template has changed since.
  if (role === undefined) throw new SignatureError("token");
  return {
    label: session.sub === undefined ? "guest" : `${session.tags.tenant_id ?? "no tenant"} ${session.sub}`,
    secretAccessKey,
    role: role.name,
    caller: {
      principal: sessionArn(role),
      account: stack.accountId,
      policies: role.policies,
      context: {
        ...requestContext(stack, now()),
        ...principalTags({ ...role.tags, ...session.tags }),
        "aws:PrincipalArn": role.arn,
        "aws:PrincipalType": "AssumedRole",
        "aws:TokenIssueTime": session.issuedAt,
        "aws:userid": `AROA${derivedText(role.arn, "role id", UPPERCASE + DIGITS, 17)}:${SESSION_NAME}`,
      },
    },
  };
}

const administrator = (stack: GatekeeperOptions["stack"], now: Date): Claimant => ({
  label: "administrator",
  secretAccessKey: ADMINISTRATOR,
  role: undefined,
  caller: {
    principal: `arn:aws:iam::${stack.accountId}:user/${ADMINISTRATOR}`,
    account: stack.accountId,
    policies: [
      {
        name: "administrator",
        document: {
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
        },
      },
    ],
    context: {
      ...requestContext(stack, now),
      "aws:PrincipalArn": `arn:aws:iam::${stack.accountId}:user/${ADMINISTRATOR}`,
      "aws:PrincipalType": "User",
    },
  },
});

/** Requests count as encrypted, because AWS is reached by TLS. */
const requestContext = ({ accountId, region }: GatekeeperOptions["stack"], now: Date) => ({
  "aws:SecureTransport": "true",
  "aws:PrincipalAccount": accountId,
  "aws:RequestedRegion": region,
  "aws:CurrentTime": now.toISOString(),
  "aws:EpochTime": String(Math.floor(now.getTime() / 1_000)),
});

const principalTags = (tags: RoleSession["tags"]): Record<string, string> =>
  Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`aws:PrincipalTag/${tag}`, value]));

type Refused = Exclude<Verdict, { readonly kind: "allowed" }>;

/** For the terminal: what a developer would have to change. */
function reasonOf(verdict: Refused, deed: Deed, claimant: Claimant): string {
  const reason = decisiveOf(verdict, deed, claimant);
  return deed.occasion === undefined ? reason : `${deed.occasion}; ${reason}`;
}

function decisiveOf(verdict: Refused, deed: Deed, { role = ADMINISTRATOR }: Claimant): string {
  const thing = [deed.resource, ...detailsOf(deed)].join(", ");
  switch (verdict.kind) {
    case "not-allowed":
      return `nothing in ${role} allows it on ${thing}`;
    case "denied": {
      const owner = verdict.by === "identity" ? role : "the bucket's policy";
      return `${verdict.statement} of ${owner} denies it on ${thing}`;
    }
    case "unclear":
      return `${role} cannot be judged on ${thing}: ${verdict.why}`;
  }
}

/** What policies usually look at besides the resource. */
const detailsOf = ({ context }: Deed): readonly string[] =>
  ["s3:prefix", "dynamodb:LeadingKeys"].flatMap((key) => {
    const value = context[key];
    return value === undefined ? [] : [`${key} ${[value].flat().join(" and ")}`];
  });

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
function refusalOf(
  verdict: Refused,
  { action, resource }: Deed,
  { caller }: Claimant,
  service: SignedService,
) {
  const because =
    verdict.kind === "denied"
      ? `with an explicit deny in ${verdict.by === "identity" ? "an identity-based" : "a resource-based"} policy`
      : `because no identity-based policy allows the ${action} action`;
  const thing = service.isStorage ? `"${resource}"` : resource;
  return denied(
    service,
    `User: ${caller.principal} is not authorized to perform: ${action} on resource: ${thing} ${because}`,
  );
}

const denied = ({ isStorage }: SignedService, message: string): AccessError =>
  isStorage
    ? new AccessError("AccessDenied", message, 403)
    : new AccessError("AccessDeniedException", message, 400);
