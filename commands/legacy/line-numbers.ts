/** Tells in which line a byte is, for a reader that has gone a little further already. Lines are told in their order. */
export class LineNumbers {
  private read = 0;
  private passed = 0;
  private ends: number[] = [];
  private next = 0;

  /** Takes note of bytes that are about to be read. */
  note(chunk: Buffer): void {
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) {
      this.ends.push(this.read + at);
    }
    this.read += chunk.length;
  }

  lineOf(byte: number): number {
    for (let end = this.ends[this.next]; end !== undefined && end < byte; end = this.ends[this.next]) {
      this.next += 1;
      this.passed += 1;
    }
    if (this.next > MANY) {
      this.ends = this.ends.slice(this.next);
      this.next = 0;
    }
    return this.passed + 1;
  }
}

const NEWLINE = 0x0a;
const MANY = 65_536;
