import { readFileSync } from "node:fs";
import path from "node:path";
import { isRecord, parseJson, readText } from "../../shared/json";
import { CommandError, fileError } from "../cli/errors";
import type { Place } from "../stage/place";
import { SERVICE } from "../stage/table-names";

type Json = Readonly<Record<string, unknown>>;

const TEMPLATE = "cloudformation-template-update-stack.json";
/** The file of the framework that describes the service. */
const STATE = "serverless-state.json";

/**
 * The packaged template of a stage. The package of another stage or region is refused, because its template would
 * be written over the resources of the stage that was asked for.
 */
export function readTemplateOf({ stage, region }: Pick<Place, "stage" | "region">, folder: string): Json {
  const { service, provider } = part(readJson(folder, STATE).service);
  const packaged = [service, part(provider).stage, part(provider).region].map(readText);
  if (packaged.includes(undefined))
    throw new CommandError(
      `${path.join(folder, STATE)} does not say of which service, stage and region it is.`,
    );
  const wanted = [SERVICE, stage, region];
  if (packaged.some((value, index) => value !== wanted[index]))
    throw new CommandError(
      `The package in ${folder} is of ${inWords(packaged)}. What is to be recovered is of ${inWords(wanted)}. ` +
        "Name the right one with --stage and --region, or package it first.",
    );
  return readJson(folder, TEMPLATE);
}

const inWords = ([service, stage, region]: readonly (string | undefined)[]): string =>
  `the service ${service}, the stage ${stage} and the region ${region}`;

function readJson(folder: string, name: string): Json {
  const file = path.join(folder, name);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw fileError(file, "read", error);
  }
  const content = parseJson(text);
  if (!isRecord(content)) throw new CommandError(`${file} is not what npm run package writes.`);
  return content;
}

const part = (value: unknown): Json => (isRecord(value) ? value : {});
