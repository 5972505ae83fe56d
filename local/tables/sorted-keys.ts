/** Which keys are asked for; without a bound, all on that side. */
export interface KeyRange {
  readonly gt?: string;
  readonly gte?: string;
  readonly lt?: string;
  readonly lte?: string;
  readonly reverse?: boolean;
}

const LARGEST_BLOCK = 512;

/** Sorted keys, in blocks, so that adding one moves only a few others. */
export class SortedKeys {
  readonly #blocks: string[][] = [];

  add(key: string): void {
    const [at, position] = this.#find(key);
    const block = this.#blocks[at] ?? this.#blocks.at(-1);
    if (block === undefined) this.#blocks.push([key]);
    else if (this.#blocks[at] === undefined) block.push(key);
    else if (block[position] === key) return;
    else block.splice(position, 0, key);
    if (block !== undefined && block.length > LARGEST_BLOCK)
      this.#blocks.splice(this.#blocks.indexOf(block) + 1, 0, block.splice(LARGEST_BLOCK / 2));
  }

  delete(key: string): void {
    const [at, position] = this.#find(key);
    const block = this.#blocks[at];
    if (block?.[position] !== key) return;
    block.splice(position, 1);
    if (block.length === 0) this.#blocks.splice(at, 1);
  }

  /** No key may be added or deleted while this is read. */
  *in({ gt, gte, lt, lte, reverse = false }: KeyRange): Generator<string> {
    const isTooLow = (key: string) => (gt !== undefined && key <= gt) || (gte !== undefined && key < gte);
    const isTooHigh = (key: string) => (lt !== undefined && key >= lt) || (lte !== undefined && key > lte);
    const first = gt ?? gte;
    const last = lt ?? lte;
    const [isBefore, isBehind, start] = reverse ? [isTooHigh, isTooLow, last] : [isTooLow, isTooHigh, first];
    const step = reverse ? -1 : 1;
    let [at, position] = start === undefined ? (reverse ? this.#end() : [0, 0]) : this.#find(start);
    if (this.#blocks[at] === undefined) [at, position] = reverse ? this.#end() : [at, position];
    for (let block = this.#blocks[at]; block !== undefined; block = this.#blocks[at]) {
      for (let key = block[position]; key !== undefined; key = block[position]) {
        if (isBehind(key)) return;
        if (!isBefore(key)) yield key;
        position += step;
      }
      at += step;
      position = reverse ? (this.#blocks[at]?.length ?? 0) - 1 : 0;
    }
  }

  #end(): [block: number, position: number] {
    return [this.#blocks.length - 1, (this.#blocks.at(-1)?.length ?? 0) - 1];
  }

  /** Where the first key is that is not lower; behind the last block, if there is none. */
  #find(key: string): [block: number, position: number] {
    const at = firstWhere(this.#blocks.length, (index) => (this.#blocks[index]?.at(-1) ?? "") >= key);
    const block = this.#blocks[at];
    return [at, block === undefined ? 0 : firstWhere(block.length, (index) => (block[index] ?? "") >= key)];
  }
}

/** The first number below `end` that passes a test which all after it pass, too; `end` if none does. */
function firstWhere(end: number, passes: (index: number) => boolean): number {
  let [low, high] = [0, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (passes(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
