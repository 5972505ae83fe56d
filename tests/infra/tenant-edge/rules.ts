import type { Caller, Layer, Request } from "./cases";
import { BUCKET, TABLE } from "./packaged-policies";

/** What people are meant to have, said once more and without a policy: this decides what every case expects. */
export function isGranted(caller: Caller, request: Request, layer: Layer): boolean {
  const isInside = layer === "access" || isInsideEdge(caller, request);
  return isInside && (layer === "edge" || isAllowed(caller, request));
}

/** Whether a request stays at home, whatever the caller may do there. */
function isInsideEdge(caller: Caller, { action, resource, context, isOverTls = true }: Request): boolean {
  const isGuest = caller.role === "GuestsRole";
  if (caller.role === "BackendRole") return isOverTls && !goesUp(keyOf(resource));
  if (!isGuest && !isSomebody(caller)) return false;
  if (resource === BUCKET) {
    const prefix = context["s3:prefix"];
    return isOverTls && action === "s3:ListBucket" && typeof prefix === "string" && hasPlace(caller, prefix);
  }
  const key = keyOf(resource);
  if (key !== undefined) return isOverTls && hasPlace(caller, key) && !goesUp(key);
  const keys = context["dynamodb:LeadingKeys"];
  return !isGuest && Array.isArray(keys) && keys.every((leading) => ownKeys(caller).includes(leading));
}

/** Whether somebody may do what they ask for in the place where they ask for it. */
function isAllowed(caller: Caller, { action, resource, context }: Request): boolean {
  if (resource === BUCKET) {
    const prefix = context["s3:prefix"];
    return action === "s3:ListBucket" && typeof prefix === "string" && hasPlace(caller, prefix);
  }
  const key = keyOf(resource);
  if (key !== undefined) return fileActions(caller, key).includes(action);
  const keys = context["dynamodb:LeadingKeys"];
  if (resource !== TABLE || caller.role === "GuestsRole" || !Array.isArray(keys)) return false;
  const [ofTenant, own] = ownKeys(caller);
  return (
    (READING_ITEMS.includes(action) && keys.every((leading) => leading === ofTenant || leading === own)) ||
    (WRITING_ITEMS.includes(action) && keys.every((leading) => leading === own))
  );
}

const keyOf = (resource: string): string | undefined =>
  resource.startsWith(`${BUCKET}/`) ? resource.slice(BUCKET.length + 1) : undefined;

const goesUp = (key = ""): boolean => key.split("/").includes("..");

const hasPlace = (caller: Caller, key: string): boolean => placeOf(caller, key) !== undefined;

/** The folder of the bucket that a file is in, if it is one of the caller's. */
function placeOf({ role, tags }: Caller, key: string): "shared" | "own" | "public" | undefined {
  const { tenant_id: tenant, sub } = tags;
  if (key.startsWith("public/")) return "public";
  if (role === "GuestsRole" || tenant === undefined) return undefined;
  if (key.startsWith(`${tenant}/shared/`)) return "shared";
  if (sub !== undefined && key.startsWith(`${tenant}/people/${sub}/`)) return "own";
  return undefined;
}

const READING = ["s3:GetObject"];
const WRITING = ["s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"];
const DELETING = ["s3:DeleteObject"];

function fileActions(caller: Caller, key: string): readonly string[] {
  const { role, tags } = caller;
  switch (placeOf(caller, key)) {
    case "own":
      return [...READING, ...WRITING, ...DELETING];
    case "shared":
      return [
        ...READING,
        ...(tags.role === "member" || tags.role === "admin" ? WRITING : []),
        ...(tags.role === "admin" ? DELETING : []),
      ];
    case "public":
      return role === "OperatorsRole" ? [...READING, ...WRITING, ...DELETING] : READING;
    default:
      return [];
  }
}

const READING_ITEMS = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"];
const WRITING_ITEMS = [
  ...["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem"],
];

/** Of the tenant, and of the person in the tenant. */
const ownKeys = ({ tags: { tenant_id: tenant, sub } }: Caller): readonly string[] =>
  tenant === undefined ? [] : [tenant, ...(sub === undefined ? [] : [`${tenant}#${sub}`])];

/**
 * Whether every tag is one that our tokens have. A tenant is not looked up: one that does not exist has nothing but an empty
 * folder.
 */
const isSomebody = ({ tags: { tenant_id: tenant = "", role = "", sub = "" } }: Caller): boolean =>
  /^[A-Za-z0-9-]+$/.test(tenant) &&
  tenant !== "public" &&
  ["viewer", "member", "admin"].includes(role) &&
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(sub);
