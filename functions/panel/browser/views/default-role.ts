import { choice, type FormField } from "../page/form";
import { ROLE_CHOICES } from "../page/roles";

export const defaultRoleField = (chosen: string): FormField<"defaultRole"> =>
  choice(
    {
      name: "defaultRole",
      label: "Default role",
      hint: "For those who join by the domain of their address.",
    },
    ROLE_CHOICES,
    chosen,
  );
