import { areOfOneWave } from '../../../core/planned-wave.ts';
import { isSameOn } from '../alike.ts';
import type { Invariant } from '../invariant.ts';
import { type MarkedDeployment, markedDeployments, wavesOf } from '../record/marks.ts';
import type { PipelineRecord, RunRecord } from '../record/run-record.ts';
import { slackOf } from './bakes-true.ts';

export const startsAfterBakes: Invariant = {
  holds: 'AWS starts nothing of a wave before all of the waves before it has run for its bake',
  broken: (record) => {
    const deployed = markedDeployments(record).filter(({ doing }) => doing === 'deploy');
    return record.pipelines.flatMap((pipeline) =>
      deployed
        .filter(({ release }) => pipeline.releases.some(({ id }) => id === release))
        .flatMap((started) => tooSoon(record, pipeline, started, deployed)),
    );
  },
};

function tooSoon(
  record: RunRecord,
  pipeline: PipelineRecord,
  started: MarkedDeployment,
  deployed: readonly MarkedDeployment[],
): string[] {
  const planned = wavesOf(pipeline, started.release);
  const isBeside = (wave: number) => {
    const [own, other] = [planned[started.wave], planned[wave]];
    return own !== undefined && other !== undefined && areOfOneWave(own, other);
  };
  const isLeft = leftBy(record, started.release);
  const latest = new Map(
    deployed
      .filter(({ release, wave }) => release === started.release && wave < started.wave)
      .filter(({ target, wave }) => !isBeside(wave) && !isLeft.has(target))
      .filter(({ createdAt }) => createdAt < started.createdAt)
      .map((earlier) => [earlier.target, earlier]),
  );
  return [...latest.values()].flatMap(({ target, wave, status, completedAt }) => {
    const seconds = planned[wave]?.bake?.seconds ?? 0;
    // One that failed, or was stopped, may have brought it all the same: a further try has found it there.
    const since = status === 'Succeeded' ? completedAt : ranSince(record, target, started);
    const ready = (since ?? Number.POSITIVE_INFINITY) + seconds * 1000 - slackOf(record);
    if (ready <= started.createdAt) return [];
    return [
      `${started.release}: ${started.target} was started before ${target} (${status}) had baked`,
    ];
  });
}

/** What its waves have gone on without. */
function leftBy({ report }: RunRecord, release: string): ReadonlySet<string> {
  const waves = report.releases.find(({ id }) => id === release)?.waves ?? [];
  return new Set(waves.flatMap(({ behind = [] }) => behind.map(({ target }) => target)));
}

/** Since when a target had run what is started elsewhere now; undefined if it did not. */
function ranSince(
  { steps, scenario, pipelines }: RunRecord,
  target: string,
  { revision, createdAt }: MarkedDeployment,
): number | undefined {
  const before = steps.filter(({ at }) => at <= createdAt);
  const definition = pipelines
    .flatMap(({ targets }) => targets)
    .find((each) => each.definition.name === target)?.definition;
  const other = before.findLastIndex(
    ({ running }) => !isSameOn(scenario, definition, revision, running[target]),
  );
  return revision === null ? undefined : before[other + 1]?.at;
}
