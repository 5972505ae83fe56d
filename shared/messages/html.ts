import type { Button, Letter, LetterLine } from "./letter";

const INK = "#1f2937";
const FAINT = "#4b5563";
const FONT = "font-family:Arial,Helvetica,sans-serif";
const PARAGRAPH = `margin:0 0 16px;${FONT};font-size:16px;line-height:24px;color:${INK}`;
const LABEL = `margin:0 0 4px;${FONT};font-size:14px;line-height:20px;color:${FAINT}`;
const VALUE = `margin:0 0 16px;font-family:Consolas,Menlo,monospace;font-size:24px;line-height:32px;font-weight:bold;word-break:break-all;color:${INK}`;

/**
 * Tables and inline styles, because mail programs drop style sheets. There are no pictures and nothing is fetched.
 * The brand's colour is only a bar and never the colour of text, so the text is readable with any colour.
 */
export function renderHtml(letter: Letter): string {
  const { language, brand, title, salutation, opening, lines, button, closing } = letter;
  return [
    `<!DOCTYPE html>`,
    `<html lang="${language}">`,
    `<head>`,
    `<meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<meta name="color-scheme" content="light">`,
    `<title>${escapeHtml(title)}</title>`,
    `</head>`,
    `<body style="margin:0;padding:0;background-color:#f3f4f6">`,
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:#f3f4f6">`,
    `<tr><td align="center" style="padding:24px 12px">`,
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;background-color:#ffffff">`,
    `<tr><td height="6" style="height:6px;font-size:0;line-height:0;background-color:${escapeHtml(brand.colour ?? INK)}"></td></tr>`,
    `<tr><td align="left" style="padding:24px 32px 16px">`,
    `<p style="margin:0 0 24px;${FONT};font-size:18px;line-height:24px;font-weight:bold;color:${INK}">${escapeHtml(brand.name)}</p>`,
    paragraph(salutation),
    paragraph(opening),
    ...lines.map(block),
    ...(button === undefined ? [] : link(button)),
    ...closing.map(paragraph),
    ...support(letter),
    `</td></tr>`,
    `</table>`,
    `</td></tr>`,
    `</table>`,
    `</body>`,
    `</html>`,
  ].join("\n");
}

const paragraph = (text: string): string => `<p style="${PARAGRAPH}">${escapeHtml(text)}</p>`;

const block = ({ label, placeholder }: LetterLine): string =>
  `<p style="${LABEL}">${escapeHtml(label)}</p>\n<p style="${VALUE}">${placeholder}</p>`;

/** White text on ink, whatever the brand's colour is. */
const link = ({ label, url }: Button): readonly string[] => {
  const address = escapeHtml(url);
  return [
    `<p style="margin:0 0 16px"><a href="${address}" style="display:inline-block;padding:12px 24px;${FONT};font-size:16px;line-height:24px;font-weight:bold;color:#ffffff;background-color:${INK};text-decoration:none">${escapeHtml(label)}</a></p>`,
    `<p style="${LABEL};word-break:break-all"><a href="${address}" style="color:#1d4ed8">${address}</a></p>`,
  ];
};

function support({ brand, help, colon }: Letter): readonly string[] {
  if (brand.supportUrl === undefined) return [];
  const url = escapeHtml(brand.supportUrl);
  const link = `<a href="${url}" style="color:#1d4ed8">${url}</a>`;
  return [`<p style="${LABEL};word-break:break-word">${escapeHtml(help + colon)}${link}</p>`];
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
