export const STAGE = "cognito-triggers-dev";

/** The sub of the nth user. The subs are spread like those of Cognito. */
export const subOf = (number: number): string =>
  `${Math.imul(number, 0x9e3779b1) >>> 0}`.padStart(10, "0").concat(`-bench-${number}`);

export const addressOf = (number: number): string => `person-${number}@people.example`;
