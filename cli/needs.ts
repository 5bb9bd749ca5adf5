// tidegate needs: writes what the targets of a pipeline need before anything can be released to them.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { needsOfTests } from '../authoring/needs/tests.ts';
import { type Form, writtenNeeds } from '../authoring/needs/written.ts';
import { Failure } from '../core/failure.ts';
import { nearest } from '../core/nearest.ts';
import { targetsOf } from '../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { readText } from './files.ts';
import { print, printErrors, printFile, printJson } from './output.ts';
import { parsePipelineFile } from './pipeline-file.ts';

interface Asked {
  readonly file: string;
  readonly as: Form;
  readonly stage: string | undefined;
  readonly target: string | undefined;
  readonly tag: string;
  readonly out: string | undefined;
  readonly json: boolean;
}

interface NeedsFile {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly targets: readonly string[];
  readonly text: string;
}

export function needs(values: Asked): number {
  const { file, out, json } = values;
  const pipeline = parsePipelineFile(readText(file), file);
  const places = placesOf(targetsAsked(pipeline, values), values);
  const written = places.map((targets) => writtenAt(pipeline.pipeline, targets, values));
  const files = written.map(({ file: each }) => each);
  const remarks = [
    ...new Set([...written.flatMap((each) => each.remarks), ...remarksOfTests(pipeline, values)]),
  ];
  const paths = out === undefined ? [] : files.map((each) => writeInto(out, each));
  if (json) {
    printJson({ files, remarks, written: paths });
    return 0;
  }
  if (out === undefined) for (const { text } of files) printFile(text);
  const tell = out === undefined ? printErrors : print;
  tell([
    ...files.map((each, index) => fileLine(each, paths[index] ?? each.name, values.as)),
    ...remarks.map((remark) => `then: ${remark}`),
  ]);
  return 0;
}

/** Of one target nothing is asked but what it needs itself. */
function remarksOfTests({ stages }: PipelineDefinition, { stage, target, tag }: Asked): string[] {
  if (target !== undefined) return [];
  const asked = stages.filter(({ name }) => stage === undefined || name === stage);
  return needsOfTests(asked, tag);
}

function targetsAsked(
  { stages }: PipelineDefinition,
  { stage, target }: Asked,
): TargetDefinition[] {
  const asked = stages
    .filter(({ name }) => stage === undefined || name === stage)
    .flatMap((each) => targetsOf(each))
    .filter(({ name }) => target === undefined || name === target);
  if (asked.length > 0) return asked;
  const all = stages.filter((each) => targetsOf(each).length > 0);
  const within = all.filter(({ name }) => stage === undefined || name === stage);
  if (stage !== undefined && within.length === 0)
    throw noSuch('stage with targets', stage, names(all));
  if (target === undefined)
    throw new Failure('Refused', 'expected a pipeline with targets, got one without any');
  throw noSuch(
    stage === undefined ? 'target' : `target of stage ${stage}`,
    target,
    names(within.flatMap((each) => targetsOf(each))),
  );
}

const names = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name);

const NAMED = 20;

function noSuch(what: string, got: string, known: readonly string[]): Failure {
  const meant = nearest(got, known);
  const more = known.length > NAMED ? `, and ${known.length - NAMED} more` : '';
  const hint = meant
    ? `did you mean ${meant}?`
    : `there are ${known.slice(0, NAMED).join(', ') || 'none'}${more}`;
  return new Failure('Refused', `expected a ${what}, got ${got}; ${hint}`);
}

/** One list for each file. What goes into a service's own description is written of one target. */
function placesOf(targets: readonly TargetDefinition[], asked: Asked): TargetDefinition[][] {
  const places = [
    ...Map.groupBy(targets, ({ account, region }) => `${account} ${region}`).values(),
  ];
  const isPart = asked.as !== 'cloudformation';
  if (isPart && targets.length > 1)
    throw new Failure(
      'Refused',
      `expected --target with --as ${asked.as}, got ${targets.length} targets: what a service’s own description ` +
        'makes in one stage it makes in the others too',
    );
  if (places.length > 1 && asked.out === undefined && !asked.json)
    throw new Failure(
      'Refused',
      `expected targets of one account and region, got ${places.length}; give --out FOLDER, --stage or --target`,
    );
  return places;
}

function writtenAt(pipeline: string, targets: TargetDefinition[], { as, tag }: Asked) {
  const { account, region } = targets[0]!;
  const { text, remarks } = writtenNeeds({ pipeline, targets, form: as, tag });
  const name = `${pipeline}-needs-${account}-${region}.yml`;
  const names = targets.map((each) => each.name);
  const file: NeedsFile = { name, account, region, targets: names, text };
  return { file, remarks };
}

function writeInto(folder: string, { name, text }: NeedsFile): string {
  const path = join(folder, name);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, text);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Failure('Refused', `expected to write into the folder ${folder}, got ${code}`, {
      cause,
    });
  }
  return path;
}

function fileLine({ targets, account, region }: NeedsFile, path: string, as: Form): string {
  const of = `of ${targets.join(', ')} in ${account} ${region}`;
  if (as !== 'cloudformation') return `${of}: for the service’s own description`;
  return `${of}: aws cloudformation deploy --stack-name ${path.replace(/^.*\/|\.yml$/g, '')} --template-file ${path} --region ${region} --capabilities CAPABILITY_IAM`;
}
