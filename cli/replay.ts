// tidegate replay: judges old releases with the judge told otherwise, and lists whose verdict would change.

import { falseRollbackBudget, type Sensitivity } from '@tidegate/judge/settings';
import { changedJudge, type JudgeChange } from '../core/judging/replay.ts';
import { nearest } from '../core/nearest.ts';
import type { JudgeDefinition } from '../core/pipeline/stage-schema.ts';
import { planOf } from '../core/plan.ts';
import { labelOf } from '../core/revision.ts';
import { type Wave, waveName } from '../core/wave.ts';
import { readDefinition } from '../flows/definitions.ts';
import { type JudgedWave, readJudged } from '../flows/read-judged.ts';
import { type Replayed, replay as replayWave } from '../flows/replay.ts';
import { onlyOne, readArguments, refuseUsage } from './arguments.ts';
import { DEPLOYED_USAGE, deployedOptions, openDeployed } from './deployed.ts';
import { readPipeline } from './pipeline-file.ts';
import { printable } from './terminal/width.ts';
import { wholeNumber } from './whole-number.ts';

const USAGE = `tidegate replay PIPELINE (--sensitivity quiet|normal|sensitive | --mode act|off | --file FILE) [--last N] ${DEPLOYED_USAGE} [--json]`;

export async function replay(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    {
      ...deployedOptions,
      sensitivity: { type: 'string' },
      mode: { type: 'string' },
      file: { type: 'string' },
      last: { type: 'string', default: '100' },
      json: { type: 'boolean', default: false },
    },
    USAGE,
  );
  const pipeline = onlyOne(positionals, 'the name of one pipeline', USAGE);
  const judgeFor = values.file === undefined ? changeOf(values) : judgesIn(values.file, pipeline);
  const last = wholeNumber(values.last, { option: '--last', most: 10_000, usage: USAGE });
  const { ports } = await openDeployed(values);
  await readDefinition(ports, pipeline);
  const replayed: Replayed[] = [];
  for (const each of await readJudged(ports, pipeline, last)) {
    const judge = judgeFor(each.wave);
    if (judge && each.judgings.length > 0) replayed.push(await replayWave(ports, each, judge));
  }
  const changed = replayed.filter(({ was, wouldBe }) => was !== wouldBe);
  const report = { pipeline, replayed: replayed.length, changed: changed.map(entryOf) };
  process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : textOf(report));
  return 0;
}

type JudgeFor = (wave: Wave) => JudgeDefinition | undefined;

function changeOf(given: {
  readonly sensitivity?: string | undefined;
  readonly mode?: string | undefined;
}): JudgeFor {
  const change: JudgeChange = {
    ...(given.sensitivity !== undefined && { sensitivity: sensitivityOf(given.sensitivity) }),
    ...(given.mode !== undefined && { mode: modeOf(given.mode) }),
  };
  if (Object.keys(change).length === 0)
    throw refuseUsage('expected --sensitivity, --mode or --file, got none: nothing changes', USAGE);
  return ({ plan }) => plan.bake && changedJudge(plan.bake.judge, change);
}

/** As a pipeline's file would have it; a wave that the file does not have is left out. */
function judgesIn(file: string, pipeline: string): JudgeFor {
  const definition = readPipeline(file);
  if (definition.pipeline !== pipeline)
    throw refuseUsage(
      `expected ${file} to be of pipeline ${pipeline}, got ${definition.pipeline}`,
      USAGE,
    );
  const waves = new Map(planOf(definition).map((wave) => [waveName(wave), wave.bake?.judge]));
  return ({ plan }) => waves.get(waveName(plan));
}

function sensitivityOf(word: string): Sensitivity {
  const known = Object.keys(falseRollbackBudget) as Sensitivity[];
  const found = known.find((each) => each === word);
  if (found) return found;
  const meant = nearest(word, known);
  throw refuseUsage(
    `expected quiet, normal or sensitive, got ${word}${meant ? `; did you mean ${meant}?` : ''}`,
    USAGE,
  );
}

function modeOf(word: string): 'act' | 'off' {
  if (word === 'act' || word === 'off') return word;
  throw refuseUsage(`expected act or off, got ${word}`, USAGE);
}

type Entry = ReturnType<typeof entryOf>;

function entryOf({ judged, was, wouldBe, reasons }: Replayed) {
  const { release, wave, correction }: JudgedWave = judged;
  return {
    release: release.id,
    revision: labelOf(release.revision),
    wave: waveName(wave.plan),
    was,
    wouldBe,
    reasons,
    corrected: correction?.is ?? null,
  };
}

function textOf({
  pipeline,
  replayed,
  changed,
}: {
  readonly pipeline: string;
  readonly replayed: number;
  readonly changed: readonly Entry[];
}): string {
  const bakes = replayed === 1 ? '1 bake' : `${replayed} bakes`;
  const lines = changed.flatMap(({ release, revision, wave, was, wouldBe, reasons, corrected }) => [
    `${release}  ${revision}  ${wave}: was ${was}, would be ${wouldBe}${corrected ? `; a person called it ${corrected}` : ''}`,
    ...reasons.map((reason) => `  ${reason}`),
  ]);
  const verdicts = changed.length === 1 ? '1 verdict' : `${changed.length || 'no'} verdicts`;
  const total = `${bakes} of ${pipeline} judged again: ${verdicts} would change.`;
  return `${[...lines, total].map(printable).join('\n')}\n`;
}
