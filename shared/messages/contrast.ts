/** The contrast that WCAG 2 requires between text and its background. */
const READABLE = 4.5;

/** Whether white words can be read on a colour such as #0055aa. */
export const isReadableUnderWhite = (colour: string): boolean =>
  (luminanceOf("#ffffff") + FLARE) / (luminanceOf(colour) + FLARE) >= READABLE;

/** Light that a screen reflects, as WCAG 2 has it. */
const FLARE = 0.05;

/** The relative luminance of sRGB, from 0 for black to 1 for white. */
function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((place) =>
    linear(Number.parseInt(colour.slice(place, place + 2), 16) / 255),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const linear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
