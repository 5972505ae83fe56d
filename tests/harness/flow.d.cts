export function inFlow<Result>(name: string | undefined, work: () => Result): Result;
