import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";

const ORIGIN = "http://localhost:3000";
const base64 = (bytes: Buffer | Uint8Array): string => Buffer.from(bytes).toString("base64url");
const sha256 = (bytes: Buffer | string): Buffer => createHash("sha256").update(bytes).digest();

/** The parts of a browser's or an authenticator's answer that are not as usual. */
export interface Answered {
  readonly origin?: string;
  readonly rpId?: string;
  readonly isVerified?: boolean;
}

/** An authenticator and its browser, written by hand so that their answers can be wrong. */
export class Authenticator {
  private readonly rawId = randomBytes(32);
  readonly id = base64(this.rawId);
  private readonly keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  private counter = 0;

  /** The browser's answer once it has made a passkey. */
  make({ challenge }: { challenge: string }, answered: Answered = {}): object {
    const clientDataJSON = clientData("webauthn.create", challenge, answered);
    const attested = Buffer.concat([
      Buffer.alloc(16),
      Buffer.from([0, this.rawId.length]),
      this.rawId,
      coseKey(this.keys.publicKey),
    ]);
    const authData = Buffer.concat([this.authData(answered, 0x40), attested]);
    const attestation = new Map<string, unknown>([
      ["fmt", "none"],
      ["attStmt", new Map()],
      ["authData", new Uint8Array(authData)],
    ]);
    return this.credential({
      clientDataJSON: base64(clientDataJSON),
      attestationObject: base64(isoCBOR.encode(attestation as never)),
      transports: ["internal"],
    });
  }

  /** The browser's answer, as JSON, once a person signs in with the passkey. */
  use({ challenge }: { challenge: string }, answered: Answered = {}): string {
    const clientDataJSON = clientData("webauthn.get", challenge, answered);
    const authenticatorData = this.authData(answered, 0);
    const signed = Buffer.concat([authenticatorData, sha256(clientDataJSON)]);
    return JSON.stringify(
      this.credential({
        clientDataJSON: base64(clientDataJSON),
        authenticatorData: base64(authenticatorData),
        signature: base64(createSign("sha256").update(signed).sign(this.keys.privateKey)),
      }),
    );
  }

  private authData({ rpId = "localhost", isVerified = true }: Answered, flags: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(++this.counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags | 0x01 | (isVerified ? 0x04 : 0)]), counter]);
  }

  private credential(response: object): object {
    return {
      id: this.id,
      rawId: this.id,
      type: "public-key",
      authenticatorAttachment: "platform",
      clientExtensionResults: {},
      response,
    };
  }
}

const clientData = (type: string, challenge: string, { origin = ORIGIN }: Answered): Buffer =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

function coseKey(key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  const bytes = (value: string) => new Uint8Array(Buffer.from(value, "base64url"));
  const cose = new Map<number, number | Uint8Array>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, bytes(x)],
    [-3, bytes(y)],
  ]);
  return Buffer.from(isoCBOR.encode(cose as never));
}
