/** What only an administrator or the migration may set. */
const PRIVILEGED = ["tenantid", "role", "legacyid"];

/**
 * Whether an attribute's name is, or could be mistaken for, one that no client may set: `custom:tenant_id`,
 * `Custom:TenantId`, `dev:custom:role`, one in full-width letters.
 */
export function isPrivileged(name: string): boolean {
  const isPlain = /^[\x21-\x7e]+$/.test(name);
  const lowerCase = name.toLowerCase();
  const letters = lowerCase.replace(/^.*:/, "").replace(/[^a-z0-9]/g, "");
  return !isPlain || lowerCase.startsWith("dev:") || PRIVILEGED.includes(letters);
}
