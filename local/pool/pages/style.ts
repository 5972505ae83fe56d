/** The name on the pages, and its colour, such as #0055aa. */
export interface Brand {
  readonly name: string;
  readonly colour?: string | undefined;
}

interface Scheme {
  readonly text: string;
  readonly quiet: string;
  readonly page: string;
  readonly card: string;
  readonly line: string;
  readonly edge: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly bad: string;
  readonly badCard: string;
  readonly good: string;
  readonly goodCard: string;
}

const LIGHT: Scheme = {
  text: "#1c2430",
  quiet: "#566173",
  page: "#f3f5f8",
  card: "#ffffff",
  line: "#8a94a3",
  edge: "#d5dbe4",
  accent: "#0b57b7",
  onAccent: "#ffffff",
  bad: "#a5161d",
  badCard: "#fdf0f0",
  good: "#176a35",
  goodCard: "#eef8f1",
};

const DARK: Scheme = {
  text: "#e6eaf0",
  quiet: "#a0abbb",
  page: "#12161c",
  card: "#1b212a",
  line: "#76828f",
  edge: "#333d4a",
  accent: "#7db4ff",
  onAccent: "#0b1626",
  bad: "#ffb0ac",
  badCard: "#34191b",
  good: "#95dcab",
  goodCard: "#16291c",
};

/** The style of the pages with the brand's colour, changed as far as text needs it to be readable. */
export function styleOf({ colour }: Brand): string {
  const accented = (scheme: Scheme, towards: string): Scheme =>
    colour === undefined ? scheme : { ...scheme, accent: readable(colour, towards, scheme) };
  return `
:root { color-scheme: light dark; ${variablesOf(accented(LIGHT, "#000000"))} }
@media (prefers-color-scheme: dark) { :root { ${variablesOf(accented(DARK, "#ffffff"))} } }
${RULES}`;
}

const variablesOf = (scheme: Scheme): string =>
  Object.entries(scheme)
    .map(([name, value]) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}: ${value};`)
    .join(" ");

/** The contrast that WCAG 2 requires between text and its background. */
const READABLE = 4.5;
const STEPS = 20;

/**
 * The first colour between the brand's and black or white that is readable on the pages, and that text is readable
 * on.
 */
function readable(colour: string, towards: string, { page, card, onAccent }: Scheme): string {
  const candidates = Array.from({ length: STEPS + 1 }, (_, step) => mixed(colour, towards, step / STEPS));
  const isReadable = (candidate: string) =>
    [page, card, onAccent].every((other) => contrast(candidate, other) >= READABLE);
  return candidates.find(isReadable) ?? towards;
}

const partsOf = (colour: string): readonly number[] =>
  [1, 3, 5].map((place) => Number.parseInt(colour.slice(place, place + 2), 16));

function mixed(from: string, to: string, share: number): string {
  const target = partsOf(to);
  const parts = partsOf(from).map((part, index) => Math.round(part + ((target[index] ?? 0) - part) * share));
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = partsOf(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const RULES = `* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
  display: flex; flex-direction: column; align-items: center; padding: clamp(1rem, 8vh, 5rem) 1rem 1.5rem; }
main { width: 100%; max-width: 25rem; border: 1px solid var(--edge); border-radius: .75rem; background: var(--card); padding: 1.75rem 1.5rem; }
footer { max-width: 25rem; margin-top: 1.25rem; color: var(--quiet); font-size: .875rem; text-align: center; }
.brand { margin: 0 0 .25rem; color: var(--quiet); font-weight: 600; }
h1 { margin: 0 0 1.25rem; font-size: 1.5rem; line-height: 1.25; }
p { margin: 0 0 1rem; }
a { color: var(--accent); text-underline-offset: .2em; }
label, legend { display: block; margin: 0 0 .3rem; padding: 0; font-weight: 600; }
fieldset { margin: 0 0 1rem; border: 0; padding: 0; }
fieldset label { display: flex; gap: .6rem; align-items: center; min-height: 2.75rem; font-weight: 400; }
input, textarea { font: inherit; color: inherit; }
input:not([type="radio"]), textarea { width: 100%; min-height: 2.75rem; margin: 0 0 1rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--card); padding: .5rem .75rem; }
input[type="radio"] { width: 1.2rem; height: 1.2rem; accent-color: var(--accent); }
button, .button { display: block; width: 100%; min-height: 2.75rem; margin: 0 0 1rem; border: 1px solid var(--accent); border-radius: .4rem; background: var(--accent); color: var(--on-accent);
  font: inherit; font-weight: 600; padding: .5rem 1rem; cursor: pointer; text-align: center; text-decoration: none; }
[hidden] { display: none; }
.second { background: transparent; color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .3rem; }
.alert, .notice { border-radius: .4rem; padding: .75rem 1rem; margin: 0 0 1.25rem; }
.alert { background: var(--bad-card); color: var(--bad); } .notice { background: var(--good-card); color: var(--good); }
.quiet { color: var(--quiet); font-size: .9rem; }
.hint { margin: -.6rem 0 1rem; color: var(--quiet); font-size: .875rem; }
.qr { display: block; width: 12rem; max-width: 100%; margin: 0 0 1rem; border-radius: .4rem; }
.links { margin: .25rem 0 0; } .links a { display: block; padding: .45rem 0; }
code, .key { font: .95rem/1.6 ui-monospace, monospace; } .key { display: block; margin: 0 0 1rem; user-select: all; }
`;
