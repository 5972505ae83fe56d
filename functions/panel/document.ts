import type { PasswordPolicy } from "../../shared/password-policy";
import type { Inline } from "./security-headers";

export interface PanelParts {
  readonly script: Inline;
  readonly style: Inline;
  /** What a new password must be like, which the page says beside its field. */
  readonly policy: PasswordPolicy;
  /** Whether the API has a list of where people are signed in. */
  readonly listsSessions: boolean;
}

/** The whole page. A script with `</script` in it would end there; esbuild writes none. */
export const documentOf = ({ script, style, policy, listsSessions }: PanelParts): string => `<!doctype html>
<html lang="en" data-password-rules="${passwordRules(policy)}"${listsSessions ? " data-sessions" : ""}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Administration</title>
<link rel="icon" href="data:,">
<style>${style.text}</style>
</head>
<body>
<noscript>This page needs JavaScript.</noscript>
<script>${script.text}</script>
</body>
</html>
`;

const KINDS: Readonly<Record<PasswordPolicy["requires"][number], string>> = {
  lowercase: "a lower-case letter",
  uppercase: "an upper-case letter",
  number: "a digit",
  symbol: "another character",
};

function passwordRules({ minLength, requires }: PasswordPolicy): string {
  const kinds = listed(requires.map((kind) => KINDS[kind]));
  return `At least ${minLength} characters${kinds && `, among them ${kinds}`}`;
}

/** "a, b, and c". `Intl.ListFormat` would take up most of the function's cold start. */
function listed(words: readonly string[]): string {
  if (words.length <= 2) return words.join(" and ");
  return `${words.slice(0, -1).join(", ")}, and ${words.at(-1)}`;
}
