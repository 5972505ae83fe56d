export const ROLE_CHOICES = [
  ["viewer", "Viewer"],
  ["member", "Member"],
  ["admin", "Admin"],
] as const;

export const ROLES_ALLOW =
  "Admins also work on this page. What viewers and members may do, the application decides.";

export const roleName = (role: string): string => ROLE_CHOICES.find(([name]) => name === role)?.[1] ?? role;

/** As in "Ada is now an admin". */
export const aRole = (role: string): string => `${/^[aeiou]/.test(role) ? "an" : "a"} ${role}`;
