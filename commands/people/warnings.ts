import type { Profile } from "../../shared/people/person";

/** An exclusion stops only new users. Other active profiles of the same person can still sign in. */
export function warnOfOtherProfiles(profiles: readonly Profile[]): readonly string[] {
  const active = profiles.filter(({ status }) => status === "active");
  if (active.length === 0) return [];
  return [
    "Warning: these other profiles have the same address or provider account. They are active and can still sign in.",
    "An address that is not proven may be somebody else's. Suspend the profiles that belong to the same person:",
    ...active.map(
      ({ sub, origin, emailVerified }) =>
        `  (${origin}, address ${emailVerified ? "proven" : "not proven"}) npm run people:suspend -- ${sub}`,
    ),
  ];
}
