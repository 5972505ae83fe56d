import { readFileSync } from "node:fs";
import path from "node:path";
import { isRecord, parseJson, readText } from "../../shared/json";
import { CommandError, fileError } from "../cli/errors";
import type { Place } from "../stage/place";
import { SERVICE } from "../stage/table-names";

type Json = Readonly<Record<string, unknown>>;

const TEMPLATE = "cloudformation-template-update-stack.json";
/** What the framework writes of the service beside the template. */
const STATE = "serverless-state.json";

/**
 * The packaged template of a stage. A package of another stage is refused: its template would be written over the resources of
 * the stage that was asked for.
 */
export function readTemplateOf({ stage }: Pick<Place, "stage">, folder: string): Json {
  const { service, provider } = part(readJson(folder, STATE).service);
  const packaged = { service: readText(service), stage: readText(part(provider).stage) };
  if (packaged.service === undefined || packaged.stage === undefined)
    throw new CommandError(`${path.join(folder, STATE)} does not say of which service and stage it is.`);
  if (packaged.service !== SERVICE || packaged.stage !== stage)
    throw new CommandError(
      `The package in ${folder} is of the service ${packaged.service} and the stage ${packaged.stage}. ` +
        `What is to be recovered is of the service ${SERVICE} and the stage ${stage}. ` +
        "Name the right stage with --stage, or package it first.",
    );
  return readJson(folder, TEMPLATE);
}

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
