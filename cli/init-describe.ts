// From the files of a service to what is deployable in each stage.

import { basename, dirname, resolve } from 'node:path';
import type { Staged } from '../authoring/init/choose-projects.ts';
import type { Note } from '../authoring/init/discovery.ts';
import { serverlessStage } from '../authoring/init/serverless-file.ts';
import type { ServerlessFile } from '../authoring/init/serverless-parts.ts';
import { serverlessStageValue } from '../authoring/init/serverless-stages.ts';
import type { Choices, Stack } from '../authoring/init/stack.ts';
import { asName, CLEAR, STAGES, type StageName, wordsOf } from '../authoring/init/stage-names.ts';
import { stageParameters } from '../authoring/init/stage-parameters.ts';
import { isDeployable, stagedFrom } from '../authoring/init/staged.ts';
import { Failure } from '../core/failure.ts';
import { readerBeside, type Source } from './init-sources.ts';

export interface Described {
  readonly staged: Staged;
  /** What the pipeline is called, unless a person says otherwise. */
  readonly name: string;
  /** In words, for the file's head. */
  readonly source: string;
  readonly notes: readonly Note[];
}

/** Throws `Refused` where nothing in the files can be deployed to. */
export function describeFiles(sources: readonly Source[], choices: Choices): Described {
  const stacksOf = (stage: StageName) =>
    sources.flatMap((source) => stacksIn(source, stage, choices));
  const staged = stagedFrom(stacksOf, choices);
  const files = sources.map(({ file }) => file);
  const source = files.map((file) => basename(file)).join(', ');
  if (!isDeployable(staged)) throw nothingDeployable(files, STAGES.flatMap(stacksOf));
  const notes = sources.flatMap((each) => calledText(each, choices));
  return { staged, name: nameOf(sources, choices), source, notes };
}

/** What the stages are taken to be called, where names depend on it, and which of them nobody knows. */
function calledText(source: Source, choices: Choices): Note[] {
  const words = STAGES.map((stage) => ({ stage, word: wordFor(source, stage, choices) }));
  if (words.every(({ word }) => word === NO_WORD)) return [];
  const known = words.filter(({ word }) => word !== undefined);
  const unknown = words.filter(({ word }) => word === undefined).map(({ stage }) => stage);
  const called = known.map(({ stage, word }) => `${stage} ${word}`).join(', ');
  const texts = [
    ...(known.length > 0
      ? [
          `it is taken to call the stages: ${called}; give --stage STAGE=WORD where it calls one otherwise`,
        ]
      : []),
    ...(unknown.length > 0
      ? [
          `it has no word for ${unknown.join(' and ')}, so that names there are to be filled in; give --stage ` +
            `${unknown[0]}=WORD where it has one`,
        ]
      : []),
  ];
  return texts.map((text) => ({ file: source.file, text }));
}

/** Of a source whose names depend on no stage. */
const NO_WORD = '';

function wordFor(source: Source, stage: StageName, choices: Choices): string | undefined {
  if (source.kind === 'serverless') return serverlessWord(source.serverless, stage, choices);
  const said = choices.value(stage);
  const given = choices.parameters(stage);
  const words = source.stacks.flatMap(({ template }) =>
    Object.entries({ ...stageParameters(template, stage, said) }).map(
      ([name, word]) => given[name] ?? word,
    ),
  );
  const [first = NO_WORD] = words;
  return first.includes('${') ? undefined : first;
}

function serverlessWord(file: ServerlessFile, stage: StageName, choices: Choices) {
  return choices.value(stage) ?? serverlessStageValue(file, stage);
}

function stacksIn(source: Source, stage: StageName, choices: Choices): Stack[] {
  if (source.kind === 'stacks') return stacksOfStage(source.stacks, stage);
  const { serverless, file } = source;
  const value = serverlessWord(serverless, stage, choices);
  const [said] = choices.regions(stage);
  const account = choices.account(stage);
  const options = {
    ...(said && { region: said }),
    ...(account && { accountId: account }),
  };
  const { template, region, service } = serverlessStage(
    serverless,
    value,
    options,
    readerBeside(file),
  );
  const stackName = value === undefined ? undefined : `${service}-${value}`;
  return [{ template, region, stackName }];
}

/**
 * Where stacks name their stage, only those count; where none does, each is the same in every stage, and where it says
 * it stands is where production does.
 */
function stacksOfStage(stacks: readonly Stack[], stage: StageName): Stack[] {
  if (stacks.some((it) => it.stage !== undefined)) return stacks.filter((it) => it.stage === stage);
  if (stage === 'prod') return [...stacks];
  const [first] = stacks;
  return stacks
    .filter(({ account, region }) => account === first?.account && region === first?.region)
    .map((stack) => ({ ...stack, account: undefined }));
}

function nameOf(sources: readonly Source[], choices: Choices): string {
  const [first] = sources;
  const named =
    first?.kind === 'serverless'
      ? serverlessStage(first.serverless, 'prod', {}, () => undefined).service
      : (choices.stackName('prod') ?? first?.stacks.find((it) => it.stackName)?.stackName);
  const folder = basename(dirname(resolve(first?.file ?? '.')));
  return asName(withoutStage(named ?? folder)) || asName(folder) || 'service';
}

function withoutStage(name: string): string {
  const words = wordsOf(name).filter((word) => !CLEAR.includes(word) && word !== 'stack');
  return words.join('-');
}

function nothingDeployable(files: readonly string[], stacks: readonly Stack[]): Failure {
  const remarks = stacks.flatMap(({ template }) =>
    template.remarks.map(({ line, text }) => `${template.fileName}:${line}: ${text}`),
  );
  return new Failure(
    'Refused',
    [
      `expected something to deploy in ${files.join(', ')}, got no resources at all; give the template that has them, as ` +
        'often as there are stacks: --template FILE --template FILE',
      ...new Set(remarks),
    ].join('\n'),
  );
}
