/** In characters of up to four bytes. DynamoDB takes 1,024 bytes as a sort key, and an id follows. */
const LONGEST = 200;

/** The form in which a name is sorted and searched: without case and accents. */
export const folded = (text: string): string =>
  [...text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim()].slice(0, LONGEST).join("");
