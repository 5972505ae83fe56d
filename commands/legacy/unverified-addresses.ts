import type { LegacyUser } from "../../shared/legacy-users/legacy-user";
import { isTenantId } from "../../shared/tenants/tenant";
import type { Parameters } from "../stage/stage-parameters";

/** Counts those who can move over and whose address neither the old system nor the stage vouches for. */
export class UnverifiedAddresses {
  private assigned = 0;
  private others = 0;

  constructor(private readonly stage: Parameters) {}

  add({
    disabled,
    emailVerified,
    tenantId,
  }: Pick<LegacyUser, "disabled" | "emailVerified" | "tenantId">): void {
    if (disabled || emailVerified || this.stage.legacyEmails === "verified") return;
    if (isTenantId(tenantId)) this.assigned += 1;
    else this.others += 1;
  }

  get lines(): readonly string[] {
    if (this.assigned + this.others === 0) return [];
    const isOpen = this.stage.signUpPolicy === "open";
    const row = (count: number, text: string) =>
      count === 0 ? [] : [`${String(count).padStart(10)}  ${text}`];
    return [
      "",
      "With an address that the old system has not verified: only the old password brings them over",
      ...row(this.assigned, "with a tenant"),
      ...row(
        this.others,
        isOpen
          ? "without a tenant: they share the public one"
          : "without a tenant: once moved over, they belong nowhere",
      ),
      ...(isOpen || this.others === 0 ? [] : CHOICES),
    ];
  }
}

const CHOICES = [
  "Neither an invitation nor the owner of a domain places those who belong nowhere. Verify the addresses in the old system,",
  "or give the rows a tenantId, or set legacyEmails: verified if it did prove all of them. docs/migrating-users.md has the choices.",
];
