import type { Letter } from "./letter";

export function renderText({
  salutation,
  opening,
  lines,
  button,
  colon,
  closing,
  help,
  brand,
}: Letter): string {
  const labelled = lines.map(({ label, placeholder }) => `${label}${colon}${placeholder}`).join("\n");
  const link = button === undefined ? [] : [`${button.label}${colon}${button.url}`];
  const support = brand.supportUrl === undefined ? [] : [`${help}${colon}${brand.supportUrl}`];
  return [salutation, opening, ...(lines.length > 0 ? [labelled] : []), ...link, ...closing, ...support].join(
    "\n\n",
  );
}
