import { createHash, createHmac, randomBytes } from "node:crypto";
import { SRP_PRIME, srpPoolName, unsigned } from "../../../local/pool/passwords/srp";

const N = BigInt(`0x${SRP_PRIME.toString("hex")}`);
const G = 2n;

const numberOf = (hex: string): bigint => BigInt(`0x${hex}`);
const bytesOf = (number: bigint): Buffer => {
  const hex = number.toString(16);
  return unsigned(Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex"));
};
const hash = (...parts: (Buffer | string)[]): string => {
  const digest = createHash("sha256");
  for (const part of parts) digest.update(part);
  return digest.digest("hex");
};

function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, base % N];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
}

/** The client's half of SRP for a password, by hand, so that each request can be sent along with something else. */
export const createSrpClient = (poolId: string, password: string, now: Date) =>
  createClient(srpPoolName(poolId), password, now);

interface ClientsDevice {
  readonly key: string;
  readonly groupKey: string;
  readonly secret: string;
}

/** The same for a device, with the secret that its owner never sees. */
export const createDeviceSrpClient = ({ key, groupKey, secret }: ClientsDevice, now: Date) => {
  const { SRP_A, prove } = createClient(groupKey, secret, now);
  return {
    SRP_A,
    prove: (parameters: Record<string, string> = {}): Record<string, string> => ({
      ...prove({ ...parameters, USER_ID_FOR_SRP: key }),
      USERNAME: parameters.USERNAME ?? "",
      DEVICE_KEY: key,
    }),
  };
};

/** What a device is confirmed with. */
export function verifierOfDevice({ key, groupKey, secret }: ClientsDevice) {
  const salt = randomBytes(16);
  const identity = hash(`${groupKey}${key}:${secret}`);
  const exponent = numberOf(hash(unsigned(salt), Buffer.from(identity, "hex")));
  return {
    PasswordVerifier: bytesOf(power(G, exponent)).toString("base64"),
    Salt: unsigned(salt).toString("base64"),
  };
}

function createClient(poolName: string, password: string, now: Date) {
  const privateKey = numberOf(randomBytes(32).toString("hex"));
  const publicKey = power(G, privateKey);
  return {
    SRP_A: publicKey.toString(16),
    /** What the verifier's challenge is answered with. */
    prove(parameters: Record<string, string> = {}): Record<string, string> {
      const { SALT = "", SRP_B = "", SECRET_BLOCK = "", USER_ID_FOR_SRP = "" } = parameters;
      const scrambler = numberOf(hash(bytesOf(publicKey), bytesOf(numberOf(SRP_B))));
      const identity = hash(`${poolName}${USER_ID_FOR_SRP}:${password}`);
      const exponent = numberOf(hash(bytesOf(numberOf(SALT)), Buffer.from(identity, "hex")));
      const multiplier = numberOf(hash(bytesOf(N), bytesOf(G)));
      const base = (((numberOf(SRP_B) - multiplier * power(G, exponent)) % N) + N) % N;
      const secret = power(base, privateKey + scrambler * exponent);
      const extracted = createHmac("sha256", bytesOf(scrambler)).update(bytesOf(secret)).digest();
      const key = createHmac("sha256", extracted)
        .update("Caldera Derived Key\u0001")
        .digest()
        .subarray(0, 16);
      const TIMESTAMP = timestampOf(now);
      const signature = createHmac("sha256", key)
        .update(`${poolName}${USER_ID_FOR_SRP}`)
        .update(Buffer.from(SECRET_BLOCK, "base64"))
        .update(TIMESTAMP);
      return {
        USERNAME: USER_ID_FOR_SRP,
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: signature.digest("base64"),
        TIMESTAMP,
      };
    },
  };
}

/** `Fri May 1 12:00:00 UTC 2026` */
function timestampOf(now: Date): string {
  const [weekday, day, month, year, time] = now.toUTCString().replace(",", "").split(" ");
  return `${weekday} ${month} ${Number(day)} ${time} UTC ${year}`;
}
