import { createHash, createHmac, type Hash, type Hmac } from "node:crypto";

/** The digests of signatures, by Node alone. The SDK also has them in JavaScript, for platforms without them. */
export class Sha256Node {
  private digesting: Hash | Hmac;
  constructor(private readonly secret?: string | Uint8Array) {
    this.digesting = this.begin();
  }
  update(data: string | Uint8Array): void {
    this.digesting.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.digesting.digest();
  }
  reset(): void {
    this.digesting = this.begin();
  }
  private begin(): Hash | Hmac {
    return this.secret === undefined ? createHash("sha256") : createHmac("sha256", this.secret);
  }
}
