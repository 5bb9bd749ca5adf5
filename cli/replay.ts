// tidegate replay: judges old releases with the judge told otherwise, and lists whose verdict would change.

import type { Sensitivity } from '@tidegate/judge/settings';
import { changedJudge } from '../core/judging/replay.ts';
import type { JudgeDefinition } from '../core/pipeline/stage-schema.ts';
import { planOf } from '../core/plan.ts';
import { labelOf } from '../core/revision.ts';
import type { Wave } from '../core/wave.ts';
import { waveName } from '../core/wave-name.ts';
import { readDefinition } from '../flows/definitions.ts';
import { type JudgedWave, readJudged } from '../flows/read-judged.ts';
import { type Replayed, replay as replayWave } from '../flows/replay.ts';
import { openDeployed } from './deployed.ts';
import { print, printJson } from './output.ts';
import { readPipeline } from './pipeline-file.ts';
import { refuseUsage } from './usage.ts';
import type { Where } from './where-deployed.ts';

interface Change {
  readonly sensitivity: Sensitivity | undefined;
  readonly mode: 'act' | 'off' | undefined;
}

interface Asked extends Change, Where {
  readonly pipeline: string;
  readonly file: string | undefined;
  readonly last: number;
  readonly json: boolean;
}

export async function replay(asked: Asked): Promise<number> {
  const { pipeline, file, last, json } = asked;
  const judgeFor = file === undefined ? changeOf(asked) : judgesIn(file, pipeline);
  const { ports } = await openDeployed(asked);
  await readDefinition(ports, pipeline);
  const replayed: Replayed[] = [];
  for (const each of await readJudged(ports, pipeline, last)) {
    const judge = judgeFor(each.wave);
    if (judge && each.judgings.length > 0) replayed.push(await replayWave(ports, each, judge));
  }
  const changed = replayed.filter(({ was, wouldBe }) => was !== wouldBe);
  const report = { pipeline, replayed: replayed.length, changed: changed.map(entryOf) };
  if (json) printJson(report);
  else print(linesOf(report));
  return 0;
}

type JudgeFor = (wave: Wave) => JudgeDefinition | undefined;

function changeOf({ sensitivity, mode }: Change): JudgeFor {
  if (sensitivity === undefined && mode === undefined)
    throw refuseUsage('expected --sensitivity, --mode or --file, got none: nothing changes');
  const change = { ...(sensitivity && { sensitivity }), ...(mode && { mode }) };
  return ({ plan }) => plan.bake && changedJudge(plan.bake.judge, change);
}

/** As a pipeline's file would have it; a wave that the file does not have is left out. */
function judgesIn(file: string, pipeline: string): JudgeFor {
  const definition = readPipeline(file);
  if (definition.pipeline !== pipeline)
    throw refuseUsage(`expected ${file} to be of pipeline ${pipeline}, got ${definition.pipeline}`);
  const waves = new Map(planOf(definition).map((wave) => [waveName(wave), wave.bake?.judge]));
  return ({ plan }) => waves.get(waveName(plan));
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

function linesOf({
  pipeline,
  replayed,
  changed,
}: {
  readonly pipeline: string;
  readonly replayed: number;
  readonly changed: readonly Entry[];
}): string[] {
  const bakes = replayed === 1 ? '1 bake' : `${replayed} bakes`;
  const lines = changed.flatMap(({ release, revision, wave, was, wouldBe, reasons, corrected }) => [
    `${release}  ${revision}  ${wave}: was ${was}, would be ${wouldBe}${corrected ? `; a person called it ${corrected}` : ''}`,
    ...reasons.map((reason) => `  ${reason}`),
  ]);
  const verdicts = changed.length === 1 ? '1 verdict' : `${changed.length || 'no'} verdicts`;
  const total = `${bakes} of ${pipeline} judged again: ${verdicts} would change.`;
  return [...lines, total];
}
