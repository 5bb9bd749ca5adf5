// Puts into the table what an earlier Tidegate would have left there, as it would have written it.

import { keys } from '../../core/keys.ts';
import type { Place } from '../../core/noun.ts';
import { alarmAt } from '../../core/pipeline/alarm-named.ts';
import { targetsOf } from '../../core/pipeline/parse.ts';
import type { Revision } from '../../core/revision.ts';
import type { Target } from '../../core/target.ts';
import { type LeftParts, putRaw } from './left-item.ts';
import { leaveRelease } from './left-release.ts';
import { home } from './place.ts';
import type { Scenario } from './scenario.ts';

type Left = NonNullable<Scenario['table']>;

export async function leaveTable(parts: LeftParts, left: Left): Promise<void> {
  const { onlooker, pipelines } = parts;
  for (const { pipeline, stages } of pipelines)
    for (const { name } of stages.flatMap(targetsOf)) {
      const key = keys.target(pipeline, name);
      const item = await onlooker.table.get(key);
      if (item) await putRaw(parts, key, earlierTarget(item, left.version));
    }
  if (left.underWay !== undefined) await leaveRelease(parts, left.version, left.underWay);
  const damaged = placesOf(parts);
  for (const what of left.damaged) await putRaw(parts, damaged[what], { damaged: what });
}

/** Its intent was one bag; 0.1.0 wrote no fence into it, and kept one that had baked before. */
function earlierTarget({ running, ...target }: Target, version: Left['version']): object {
  if (running === undefined) return target;
  const { release, revision, functionVersion, at } = running;
  const isFirst = version === '0.1.0';
  const intent = {
    ...{ release, wave: 0, doing: 'deploy', revision, functionVersion, startedAt: at },
    ...{ callingAt: at, deployment: 'd-EARLIER', result: 'Succeeded', reason: 'it succeeded' },
    ...(!isFirst && { fence: 0 }),
  };
  const before = { release: 'older', revision: olderThan(revision), at };
  const kept = isFirst ? { bakedBefore: before } : { bakedEarlier: [before] };
  return { ...target, running, intent, ...kept };
}

function olderThan(revision: Revision): Revision {
  return { ...revision, digest: `sha256:${'0'.repeat(64)}` };
}

/** Where each lies that nobody can read: of a release, a pipeline and a target that are gone. */
function placesOf({ pipelines }: LeftParts): Readonly<Record<Left['damaged'][number], Place>> {
  const [{ pipeline, source, stages }] = pipelines;
  const gone = `${pipeline}-damaged-1`;
  const [target] = stages.flatMap(targetsOf);
  const { account, region } = target ?? home;
  const [alarm] = (target?.alarms ?? []).map((named) => target && alarmAt(target, named));
  const time = '2026-11-22T09:00:00.000Z';
  const entry = {
    at: time,
    pipeline,
    release: gone,
    event: 'ReleaseStarted',
    subject: '',
  } as const;
  return {
    release: keys.release(pipeline, gone),
    wave: keys.wave(gone, 0),
    target: keys.target(pipeline, 'gone'),
    quarantine: keys.quarantine(pipeline, `sha256:${'1'.repeat(64)}`),
    wait: keys.gateWait(gone, 0),
    open: keys.open('arn:aws:states:us-east-1:111122223333:execution:tidegate-release-local:gone'),
    ledger: keys.ledger({ ...entry, text: '' }),
    change: keys.change(account, region, time, 'gone'),
    watcher: keys.watcher(alarm ?? { account, region, name: 'gone' }, {
      ...{ kind: 'bake', release: gone, wave: 0 },
    }),
    pipeline: keys.pipelineName('gone'),
    project: keys.project(
      source.account ?? home.account,
      source.region ?? home.region,
      source.project ?? 'gone',
      'gone',
    ),
  };
}
