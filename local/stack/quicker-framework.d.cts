export function makeQuicker(): void;
