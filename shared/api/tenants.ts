import { type Brand, readBrand } from "../messages/brand";
import { isReadableUnderWhite } from "../messages/contrast";
import { InvalidValueError } from "../runtime/readers";
import { ROLES } from "../tenants/role";
import type { Tenant } from "../tenants/tenant";
import type { TenantChanged } from "../tenants/tenant-changes";
import { type FieldReader, Mistake, oneOf, text } from "./body";
import { Problem } from "./problem";
import type { ApiResponse } from "./response";
import { stale, versioned } from "./versions";

export const TENANT_NAME = text(100, /^\S(.*\S)?$/, "text without spaces around it");
export const TENANT_STATUS = oneOf("active", "suspended");
export const DEFAULT_ROLE = oneOf(...ROLES);

/** White text stands on the brand's colour, so it has to be dark enough. */
export const BRAND: FieldReader<Brand> = (value) => {
  try {
    const brand = readBrand("brand", value);
    return brand.colour === undefined || isReadableUnderWhite(brand.colour)
      ? brand
      : new Mistake("brand.colour must be dark enough for white words: a contrast of 4.5 to 1");
  } catch (error) {
    if (error instanceof InvalidValueError) return new Mistake(error.message);
    throw error;
  }
};

export const showTenant = ({ id, name, status, defaultRole, brand, version }: Tenant) => ({
  tenantId: id,
  name,
  status,
  defaultRole,
  brand:
    brand === undefined
      ? null
      : { name: brand.name, colour: brand.colour ?? null, supportUrl: brand.supportUrl ?? null },
  version,
});

/** The answer to a change of a tenant. */
export function answerOfChange(changed: TenantChanged): ApiResponse {
  switch (changed.kind) {
    case "changed":
      return versioned(200, showTenant(changed.tenant));
    case "stale":
      throw stale();
    case "not-found":
      throw noSuchTenant();
  }
}

export const noSuchTenant = () => new Problem("not-found", "There is no such tenant");
