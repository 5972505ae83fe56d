import { readFileSync } from "node:fs";
import { isMap, isScalar, isSeq, parseDocument } from "yaml";
import { isObject, type Json } from "./properties";
import type { Template } from "./template";

/** Reads a template in JSON, or in YAML with the short forms of intrinsic functions. */
export function readTemplateFile(file: string): Template {
  // YAML warns of unknown tags, but here they are the short forms.
  const document = parseDocument(read(file), { logLevel: "error", merge: true });
  const [error] = document.errors;
  if (error !== undefined) throw new Error(`${file} is neither YAML nor JSON: ${error.message}`);
  const template = readNode(document.contents);
  if (!isObject(template) || !isObject(template.Resources))
    throw new Error(`${file} is no CloudFormation template: it has no Resources`);
  return template as Template;
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Error(`the template ${file} cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  }
}

function readNode(node: unknown): unknown {
  const value = readPlainly(node);
  const tag = (node as { readonly tag?: string } | null)?.tag;
  return tag?.startsWith("!") ? { [longForm(tag.slice(1))]: value } : value;
}

function readPlainly(node: unknown): unknown {
  if (isMap(node))
    return Object.fromEntries(
      node.items.map(({ key, value }): [string, unknown] => [String(readNode(key)), readNode(value)]),
    ) as Json;
  if (isSeq(node)) return node.items.map(readNode);
  return isScalar(node) ? node.value : undefined;
}

const longForm = (name: string): string => (name === "Ref" || name === "Condition" ? name : `Fn::${name}`);
