import { type FieldReader, LOCALE, Mistake, NAME } from "../../../shared/api/body";
import { readEmail } from "../../../shared/email";
import { isSub } from "../../../shared/people/sub";
import { isRole, type Role } from "../../../shared/tenants/role";
import { isTenantId, PLATFORM } from "../../../shared/tenants/tenant";
import type { FieldNames } from "../../rows/columns";
import { RowError, text } from "../../rows/fields";
import type { RowFields } from "../../rows/row";

/** The fields of a person who is imported. */
export const PERSON_FIELDS: FieldNames = { single: ["sub", "email", "tenantId", "role", "name", "locale"] };

/** Who is to be a member of which tenant. Somebody is named by sub, or else by address. */
export interface PersonRow {
  readonly sub: string | undefined;
  readonly address: string | undefined;
  readonly tenantId: string;
  /** Without one, the tenant's default role. */
  readonly role: Role | undefined;
  readonly name: string | undefined;
  readonly locale: string | undefined;
}

export function readPersonRow(fields: RowFields): PersonRow {
  const sub = subIn(fields);
  const address = addressIn(fields);
  if (sub === undefined && address === undefined) throw new RowError("it has neither a sub nor an email");
  return {
    sub,
    address,
    tenantId: tenantIdIn(fields),
    role: roleIn(fields),
    name: checked(fields, "name", NAME),
    locale: checked(fields, "locale", LOCALE),
  };
}

function subIn(fields: RowFields): string | undefined {
  const sub = text(fields, "sub");
  if (sub !== undefined && !isSub(sub)) throw new RowError("the sub cannot be one");
  return sub;
}

function addressIn(fields: RowFields): string | undefined {
  const written = text(fields, "email");
  const email = readEmail(written);
  if (written !== undefined && email === undefined)
    throw new RowError("the email is not an e-mail address in ASCII");
  return email?.address;
}

function tenantIdIn(fields: RowFields): string {
  const tenantId = text(fields, "tenantId");
  if (tenantId === undefined) throw new RowError("it has no tenantId");
  if (tenantId === PLATFORM) throw new RowError("operators are not imported: operators:add makes them");
  if (!isTenantId(tenantId)) throw new RowError("the tenantId cannot be the id of a tenant");
  return tenantId;
}

function roleIn(fields: RowFields): Role | undefined {
  const role = text(fields, "role");
  if (role !== undefined && !isRole(role)) throw new RowError("the role is unknown");
  return role;
}

/** As the API takes it of people themselves. */
function checked(fields: RowFields, name: string, read: FieldReader<string>): string | undefined {
  const written = text(fields, name);
  const value = written === undefined ? undefined : read(written);
  if (value instanceof Mistake) throw new RowError(`the ${name} ${value.detail}`);
  return value;
}
