import { isSameOn } from '../alike.ts';
import { type Invariant, isMovedByOthers, isUntouched, nameOfWave } from '../invariant.ts';
import type { RunRecord, TargetRecord } from '../record/run-record.ts';

export const endsTrue: Invariant = {
  holds: 'what the newest release to touch a target says of it is so in AWS',
  broken: (record) =>
    record.pipelines.flatMap(({ targets }) => targets.flatMap((target) => untrue(record, target))),
};

function untrue(record: RunRecord, target: TargetRecord): string[] {
  const { report } = record;
  const { definition, item, saysBaked, saysRunning, runs } = target;
  const release = report.releases.find(({ id }) => id === item?.intent?.release);
  const wave = release?.waves.find(({ targets }) => targets.includes(definition.name));
  if (release === undefined || wave === undefined) return [];
  if (isMovedByOthers(record, definition.name)) return [];
  const baked = item?.baked && item.baked.release !== release.id ? saysBaked : null;
  const before = isUntouched(target) ? saysRunning : baked;
  const says = `${release.id}: ${nameOfWave(wave)}`;
  const runsIt = `${definition.name} runs ${runs}`;
  const is = (name: string | null) => isSameOn(record.scenario, definition, runs, name);
  const { revision } = release;
  const isBefore = is(before);
  if (['Passed', 'Overridden'].includes(wave.outcome) && !is(revision))
    return [`${says} passed, but ${runsIt}`];
  // What has no way back stays, and its end names it.
  const stays = item?.stays?.release === release.id && release.reason.includes(definition.name);
  if (
    wave.outcome === 'RolledBack' &&
    !stays &&
    (!isBefore || (runs === revision && !isSameOn(record.scenario, definition, before, revision)))
  )
    return [`${says} was rolled back, but ${runsIt}, not ${before}`];
  if (wave.outcome === 'Stopped' && wave.deployedAt && !is(revision) && !isBefore)
    return [`${says} stopped, but ${runsIt}`];
  return [];
}
