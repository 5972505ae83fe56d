import { inflateRawSync } from "node:zlib";
import { unzipSync } from "fflate";

const DEFLATED = 8;

/** The one file of an archive that packaging has made. Node inflates it, which takes a tenth of what JavaScript needs for it. */
export function onlyFileIn(archive: Buffer, name: string): Buffer {
  const names: string[] = [];
  unzipSync(archive, { filter: (file) => names.push(file.name) === 0 });
  if (names.length !== 1) throw new Error(`${name} holds ${names.join(", ") || "nothing"}, not one bundle`);
  const method = archive.readUInt16LE(8);
  if (method !== DEFLATED) throw new Error(`${name} is compressed by method ${method}, not ${DEFLATED}`);
  const start = 30 + archive.readUInt16LE(26) + archive.readUInt16LE(28);
  return inflateRawSync(archive.subarray(start, start + archive.readUInt32LE(18)));
}
