import { isSameOn } from '../alike.ts';
import { type Invariant, nameOfWave } from '../invariant.ts';
import type { RunRecord } from '../record/run-record.ts';
import { slackOf } from './bakes-true.ts';

export const saidWasRead: Invariant = {
  holds: 'as a wave passes, each of its targets runs the revision in AWS',
  broken: (record) =>
    record.report.releases.flatMap((release) =>
      release.waves.flatMap((wave) => {
        if (wave.verdict !== 'pass' || wave.bakedAt === null) return [];
        const at = Date.parse(wave.bakedAt);
        return wave.targets
          .filter(
            (target) => !ranBetween(record, target, release.revision, at - slackOf(record), at),
          )
          .map((target) => `${release.id}: ${nameOfWave(wave)} passed while ${target} ran another`);
      }),
    ),
};

/** Whether it ran the revision at some moment between the two. */
function ranBetween(
  { steps, scenario, pipelines }: RunRecord,
  target: string,
  revision: string,
  from: number,
  to: number,
): boolean {
  const before = steps.filter(({ at }) => at <= from).at(-1);
  const seen = [before, ...steps.filter(({ at }) => at > from && at <= to)];
  const definition = pipelines
    .flatMap(({ targets }) => targets)
    .find((each) => each.definition.name === target)?.definition;
  return seen.some((step) => isSameOn(scenario, definition, revision, step?.running[target]));
}
