import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import { isObject, type Json } from "./properties";
import type { TemplateResource } from "./template";

/** The endings that a handler's file may have. */
const ENDINGS = [".js", ".cjs", ".mjs"];

interface Places {
  /** The template's folder, which paths are relative to. */
  readonly beside: string;
  /** The folder for code that has to be unpacked. */
  readonly work: string;
}

/**
 * The file that holds a function's handler. Its code can be inline in the template, at a local path as before
 * `cloudformation package`, an asset of the CDK, or an archive beside the template. Undefined if the code is only in S3.
 */
export function codeFile(
  { Properties: properties = {}, Metadata: metadata }: TemplateResource,
  handler: string,
  places: Places,
): string | undefined {
  const folder = codeFolder(properties, isObject(metadata) ? metadata : {}, places);
  if (folder === undefined) return undefined;
  const file = path.join(folder, handler.slice(0, handler.lastIndexOf(".")));
  return ENDINGS.map((ending) => file + ending).find((candidate) => existsSync(candidate));
}

function codeFolder(properties: Json, metadata: Json, { beside, work }: Places): string | undefined {
  const { Code: code = properties.CodeUri, InlineCode: inline } = properties;
  const written = isObject(code) && code.ZipFile !== undefined ? code.ZipFile : inline;
  if (typeof written === "string") {
    startAnew(work);
    writeFileSync(path.join(work, "index.js"), written);
    return work;
  }
  const key = isObject(code) && typeof code.S3Key === "string" ? path.basename(code.S3Key) : undefined;
  const found = [metadata["aws:asset:path"], code, key]
    .filter((candidate) => typeof candidate === "string")
    .map((candidate) => path.resolve(beside, candidate))
    .find((candidate) => existsSync(candidate));
  if (found === undefined || statSync(found).isDirectory()) return found;
  return found.endsWith(".zip") ? unpack(found, work) : path.dirname(found);
}

function unpack(archive: string, work: string): string {
  startAnew(work);
  for (const [name, content] of Object.entries(unzipSync(readFileSync(archive)))) {
    const file = path.join(work, name);
    // Skips folders, and entries that would be written outside of the folder.
    if (name.endsWith("/") || !file.startsWith(work + path.sep)) continue;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return work;
}

function startAnew(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}
