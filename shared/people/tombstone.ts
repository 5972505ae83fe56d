import type { Profile } from "./person";

/**
 * What an erasure leaves of a profile: nothing personal, and only what a later invitation needs to bring the person
 * back.
 */
export const tombstoneOf = ({ sub, activeTenant, origin, createdAt, removedAt }: Profile): Profile => ({
  sub,
  status: "removed",
  activeTenant,
  origin,
  createdAt,
  ...(removedAt !== undefined && { removedAt }),
});

/** Whether everything personal is gone. */
export const isTombstone = (profile: Profile): boolean =>
  profile.status === "removed" &&
  Object.keys(profile).every(
    (name) => ["item", "changedBy", "changedAt"].includes(name) || name in tombstoneOf(profile),
  );
