import type { Letter } from "./letter";

export function renderText({ salutation, opening, lines, colon, closing, help, brand }: Letter): string {
  const labelled = lines.map(({ label, placeholder }) => `${label}${colon}${placeholder}`).join("\n");
  const support = brand.supportUrl === undefined ? [] : [`${help}${colon}${brand.supportUrl}`];
  return [salutation, opening, labelled, ...closing, ...support].join("\n\n");
}
