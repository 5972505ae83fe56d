import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { isIP } from "node:net";

/** A certificate authority of a test. */
export interface Authority {
  /** As PEM. */
  readonly certificate: string;
  issue(...hosts: string[]): { readonly key: string; readonly certificate: string };
}

/** Makes X.509 certificates by hand, because Node cannot and not every computer has a program that can. */
export function createAuthority(name: string): Authority {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const certify = (subject: string, key: KeyObject, extension: Buffer) =>
    pem("CERTIFICATE", certificate({ issuer: name, subject, key, extension, signedWith: privateKey }));
  return {
    certificate: certify(name, publicKey, basicConstraints()),
    issue(...hosts) {
      const leaf = generateKeyPairSync("ec", { namedCurve: "P-256" });
      return {
        key: leaf.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
        certificate: certify("a server", leaf.publicKey, alternativeNames(hosts)),
      };
    },
  };
}

interface Content {
  readonly issuer: string;
  readonly subject: string;
  readonly key: KeyObject;
  readonly extension: Buffer;
  readonly signedWith: KeyObject;
}

let serial = 1;

function certificate({ issuer, subject, key, extension, signedWith }: Content): Buffer {
  const content = sequence(
    der(0xa0, integer(2)),
    integer(++serial),
    ECDSA_WITH_SHA256,
    nameOf(issuer),
    sequence(time("20200101000000Z"), time("20991231235959Z")),
    nameOf(subject),
    key.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(extension)),
  );
  return sequence(content, ECDSA_WITH_SHA256, bits(sign("sha256", content, signedWith)));
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const size = body.length < 0x80 ? [body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const integer = (value: number) => der(0x02, Buffer.from([value]));
const bits = (value: Buffer) => der(0x03, Buffer.from([0]), value);
const time = (value: string) => der(0x18, Buffer.from(value));
const identifier = (hex: string) => der(0x06, Buffer.from(hex, "hex"));

const ECDSA_WITH_SHA256 = sequence(identifier("2a8648ce3d040302"));
const nameOf = (name: string) =>
  sequence(der(0x31, sequence(identifier("550403"), der(0x0c, Buffer.from(name)))));

const basicConstraints = () =>
  sequence(
    identifier("551d13"),
    der(0x01, Buffer.from([0xff])),
    der(0x04, sequence(der(0x01, Buffer.from([0xff])))),
  );

const alternativeNames = (hosts: readonly string[]) =>
  sequence(
    identifier("551d11"),
    der(
      0x04,
      sequence(
        ...hosts.map((host) =>
          isIP(host) === 4
            ? der(0x87, Buffer.from(host.split(".").map(Number)))
            : der(0x82, Buffer.from(host)),
        ),
      ),
    ),
  );

const pem = (label: string, content: Buffer) =>
  `-----BEGIN ${label}-----\n${content.toString("base64").replace(/.{64}/g, "$&\n")}\n-----END ${label}-----\n`;
