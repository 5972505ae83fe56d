import { writeFileSync } from "node:fs";
import path from "node:path";
import { defineCommand } from "../cli/command";
import { CommandError, fileError, ValueError } from "../cli/errors";
import type { Place } from "../stage/place";
import { stackOf } from "../stage/table-names";
import { importTemplate, type KeptResource, keptIn } from "./kept-resources";
import {
  containerOf,
  findLeftBehind,
  hasIdOfAws,
  type Identifier,
  isLookedFor,
  isSetting,
} from "./left-behind";
import { readTemplateOf } from "./package";

const TEMPLATE = "recover-template.json";
const RESOURCES = "recover-resources.json";
const BUCKET = "AWS::S3::Bucket";

export const command = defineCommand({
  summary: "Prepares the return of what a deleted stack has left behind",
  explanation: [
    "With retainData, the pool, what is in it and the tables outlive their stack. This finds them by the template that",
    "npm run package has written, and writes two files with which CloudFormation takes them into a new stack of the same",
    "name. It prints the commands for that, and changes nothing itself. The folder is that of the package, made from the",
    "commit and with the parameters that were deployed last. A package of another stage or region stops it, and so does",
    "whatever is not there or is there twice.",
  ].join("\n"),
  args: { folder: "<package>" },
  options: {
    resource: {
      value: "<logical id>=<id>",
      repeatable: true,
      explanation: "which one it is, such as PeopleTable=<name>",
    },
    anew: {
      value: "<logical id>",
      repeatable: true,
      explanation: "let the deployment make this one, which is not there",
    },
  },
  async perform({ args: { folder }, options }, { stage, signal }) {
    const template = readTemplateOf(stage, folder);
    const kept = keptIn(template).filter((resource) => !isSetting(resource));
    const known = new Map(options.resource.map(pairFrom));
    refuseUnknown(kept, [...known.keys(), ...options.anew]);
    if (kept.length === 0)
      throw new CommandError(
        `The template in ${folder} keeps nothing when its stack goes: retainData is no.`,
      );
    // The parts of something that is made anew are made anew as well: a client of another pool is not the stack's.
    const isAnew = (resource: KeptResource) =>
      [resource.id, containerOf(resource)].some((id) => id !== undefined && options.anew.includes(id));
    const anew = kept.filter(isAnew);
    refuseIds(anew, known, "The deployment makes it anew.");
    refuseIds(
      kept.filter((resource) => !hasIdOfAws(resource)),
      known,
      "The template says what it is called. If it is not there, give --anew.",
    );
    const found: Found[] = [];
    const missing: KeptResource[] = [];
    for (const resource of containersFirst(kept.filter((each) => !isAnew(each)))) {
      const identifier = await findLeftBehind(resource, { stage, known, signal });
      if (identifier === undefined) missing.push(resource);
      else found.push({ ...resource, identifier });
      const id = idIn(identifier ?? {});
      if (id !== undefined) known.set(resource.id, id);
    }
    if (missing.length > 0)
      return {
        incomplete: [
          "Nothing was written. The stack keeps these, and they are not there:",
          ...missing.map(({ id, type }) => `  ${id} (${type})`),
          ...missing
            .filter(({ type }) => type === BUCKET)
            .map(({ id }) => `Buckets are not looked for. Say which one it is: --resource ${id}=<name>`),
          "What is gone, the deployment can make anew: --anew <logical id>",
        ],
      };
    for (const resource of anew.filter(isLookedFor))
      refusePresent(resource, await findLeftBehind(resource, { stage, known, signal }));
    const [templateFile, resourcesFile] = [path.join(folder, TEMPLATE), path.join(folder, RESOURCES)];
    const ids = found.map(({ id }) => id);
    write(templateFile, importTemplate(template, ids));
    write(resourcesFile, found.map(toImport));
    return [
      `What the stack ${stackOf(stage)} keeps is there:`,
      ...linesOf(found),
      ...anew.map(({ id }) => `The deployment makes ${id} anew.`),
      "",
      "Once no stack of this name is left, take it into a new one, and deploy the rest. Add every --param of the package:",
      ...commandsFor(stage, templateFile, resourcesFile).map((line) => `  ${line}`),
    ];
  },
});

interface Found extends KeptResource {
  readonly identifier: Identifier;
}

function refuseUnknown(kept: readonly KeptResource[], ids: readonly string[]): void {
  const unknown = ids.find((id) => !kept.some((each) => each.id === id));
  if (unknown !== undefined)
    throw new ValueError(
      `${unknown} is nothing that the stack keeps: ${kept.map(({ id }) => id).join(", ") || "it keeps nothing"}`,
    );
}

function refuseIds(
  resources: readonly KeptResource[],
  known: ReadonlyMap<string, string>,
  why: string,
): void {
  const refused = resources.find(({ id }) => known.has(id));
  if (refused !== undefined) throw new ValueError(`--resource does not take ${refused.id}. ${why}`);
}

/**
 * Without the import, the deployment would make a second one and leave this one behind, or fail because the name is
 * taken.
 */
function refusePresent({ id }: KeptResource, identifier: Identifier | undefined): void {
  if (identifier === undefined) return;
  throw new CommandError(
    `${id} is still there: ${idIn(identifier)}. Nothing was written. Leave out --anew, and it comes back; or delete it first.`,
  );
}

/** The resource's own id. It comes after the ids of the pool or bucket that it belongs to. */
const idIn = (identifier: Identifier): string | undefined => Object.values(identifier).at(-1);

function pairFrom(word: string): readonly [string, string] {
  const [, id, physicalId] = /^([A-Za-z0-9]+)=(.+)$/.exec(word) ?? [];
  if (id === undefined || physicalId === undefined)
    throw new ValueError(`--resource takes <logical id>=<id>, not ${word}`);
  return [id, physicalId];
}

/** The types that other resources belong to. They are found first. */
const CONTAINERS: readonly string[] = ["AWS::Cognito::UserPool", BUCKET];

const containersFirst = (resources: readonly KeptResource[]): readonly KeptResource[] => [
  ...resources.filter(({ type }) => CONTAINERS.includes(type)),
  ...resources.filter(({ type }) => !CONTAINERS.includes(type)),
];

const toImport = ({ id, type, identifier }: Found) => ({
  ResourceType: type,
  LogicalResourceId: id,
  ResourceIdentifier: identifier,
});

/** On the command line, CloudFormation accepts a template of at most 51,200 bytes, so the JSON has no blanks. */
function write(file: string, content: unknown): void {
  try {
    writeFileSync(file, JSON.stringify(content));
  } catch (error) {
    throw fileError(file, "written", error);
  }
}

function linesOf(found: readonly Found[]): readonly string[] {
  const width = Math.max(...found.map(({ id }) => id.length));
  return found.map(({ id, identifier }) => `  ${id.padEnd(width)}  ${idIn(identifier)}`);
}

function commandsFor(place: Place, templateFile: string, resourcesFile: string): readonly string[] {
  const { stage, region } = place;
  const ofStack = `--region ${region} --stack-name ${stackOf(place)}`;
  const changeSet = `${ofStack} --change-set-name recover`;
  return [
    `aws cloudformation create-change-set ${changeSet} --change-set-type IMPORT \\`,
    `  --template-body file://${templateFile} --resources-to-import file://${resourcesFile}`,
    `aws cloudformation wait change-set-create-complete ${changeSet}`,
    `aws cloudformation execute-change-set ${changeSet}`,
    `aws cloudformation wait stack-import-complete ${ofStack}`,
    `npm run deploy -- --stage ${stage} --region ${region}`,
  ];
}
