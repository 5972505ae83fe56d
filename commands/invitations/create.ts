import { DAYS_VALID, invite } from "../../shared/inviting/inviting";
import { LANGUAGES } from "../../shared/messages/language";
import { defineCommand } from "../cli/command";
import { emailFrom, languageFrom, placeFrom, roleFrom, wholeNumberFrom } from "../cli/values";
import { openInviting, outputOf } from "./inviting";

export const command = defineCommand({
  summary: "Invites addresses to a tenant, or to the platform",
  explanation: [
    "Invites addresses to a tenant; members of the tenant platform are operators. Whoever signs up by the link of the",
    "invitation and proves the address becomes a member with this role; a person who was removed comes back. Where",
    "emailSender is SES, the invitation is sent. Otherwise the link is printed, to be passed on. A second invitation by",
    "the same tenant replaces the first, and its link.",
  ].join("\n"),
  args: { emails: "<e-mail>..." },
  options: {
    tenant: { value: "<id>", required: true, explanation: "the tenant that invites, or platform" },
    role: { value: "viewer|member|admin", default: "member", explanation: "the role of the new members" },
    language: {
      value: LANGUAGES.join("|"),
      explanation: "the language of the letter; without it, the stage's defaultLanguage",
    },
    days: {
      value: "<1 to 365>",
      default: String(DAYS_VALID),
      explanation: "for how many days the invitation is valid",
    },
  },
  async perform({ args, options }, dependencies) {
    const invitees = args.emails.map((word) => ({
      email: emailFrom(word).address,
      role: roleFrom(options.role),
      language: options.language === undefined ? undefined : languageFrom(options.language),
    }));
    const tenantId = placeFrom(options.tenant);
    const days = wholeNumberFrom("days", options.days, 365);
    const { tenant, ports } = await openInviting(tenantId, dependencies);
    const results = await invite(ports, tenant, invitees, { ...dependencies.context(), days });
    return outputOf(results, tenantId);
  },
});
