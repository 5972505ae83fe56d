import type { LegacyUser } from "../../shared/legacy-users/legacy-user";
import { isTenantId } from "../../shared/tenants/tenant";
import type { StageParameters } from "../stage/parameters";

/** Counts the users who can move over with an address that neither the old system nor the stage considers proven. */
export class UnverifiedAddresses {
  private assigned = 0;
  private others = 0;

  constructor(private readonly stage: StageParameters) {}

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
      "With an address that the old system has not verified: they can move over with their old password only",
      ...row(this.assigned, "with a tenant"),
      ...row(
        this.others,
        isOpen
          ? "without a tenant: they join the public one"
          : "without a tenant: once moved over, they belong nowhere",
      ),
      ...(isOpen || this.others === 0 ? [] : CHOICES),
    ];
  }
}

const CHOICES = [
  "For those who belong nowhere, no invitation and no owner of a domain counts. Verify the addresses in the old system, give the",
  "rows a tenantId, or set legacyEmails: verified if the old system did prove them all. See docs/migrating-users.md.",
];
