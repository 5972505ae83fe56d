export function packageService(...args: string[]): Promise<string>;
