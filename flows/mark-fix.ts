// Marks a release as the fix for what fires: it passes that at its gates, and that must clear for its bakes to pass.

import { Failure } from '../core/failure.ts';
import { type Fix, mendsText } from '../core/fix.ts';
import type { LedgerEntry, PersonTold } from '../core/ledger.ts';
import { peopleKeys } from '../core/people-keys.ts';
import { alarmAt } from '../core/pipeline/alarm-named.ts';
import { targetsOf } from '../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { alarmId, statesByAlarm } from './alarm-states.ts';
import { laneWaves } from './fixes.ts';
import { lookAtGateOf } from './look-at-gate.ts';
import { readPolicy } from './policy.ts';
import type { Ports } from './ports.ts';
import { readRelease } from './read.ts';
import { entryOf } from './stages.ts';

const NAMED = 10;

/**
 * What a person means: an alarm that fires now, of the pipeline or of the policy's incidents, by its name; or a stage,
 * with all that fires in it. Throws `Refused` where it is neither.
 */
export async function whatToMend(
  ports: Ports,
  pipeline: PipelineDefinition,
  what: string,
): Promise<Mends> {
  const { policy } = await readPolicy(ports);
  const ofStages = pipeline.stages.flatMap((stage) =>
    targetsOf(stage).flatMap((target) =>
      target.alarms.map((named) => ({ stage: stage.name, alarm: alarmAt(target, named) })),
    ),
  );
  const incidents = (policy.incidentAlarms ?? []).map((alarm) => ({ stage: '', alarm }));
  const known = [...ofStages, ...incidents];
  const byName = known.filter(({ alarm }) => alarm.name === what);
  const isStage = byName.length === 0 && pipeline.stages.some(({ name }) => name === what);
  const meant = isStage ? known.filter(({ stage }) => stage === what) : byName;
  const { states, unread } = await statesByAlarm(
    ports,
    known.map(({ alarm }) => alarm),
  );
  const isFiring = ({ alarm }: (typeof known)[number]) =>
    states.get(alarmId(alarm))?.state === 'ALARM';
  const found = meant.filter(isFiring).map(({ alarm }) => alarm);
  const alarms = [...new Map(found.map((it) => [alarmId(it), it])).values()];
  if (isStage) return { alarms, stage: what };
  if (alarms.length > 0) return { alarms };
  const firing = [...new Set(known.filter(isFiring).map(({ alarm }) => alarm.name))];
  const more = unread.length > 0 ? `; ${unread.join(', ')} could not be read` : '';
  const is = meant.length > 0 ? 'which does not fire' : 'which is neither';
  throw new Failure(
    'Refused',
    `expected an alarm of ${pipeline.pipeline} that fires, or a stage, got ${what}, ${is}; ` +
      `firing are: ${firing.slice(0, NAMED).join(', ') || 'none'}${more}`,
  );
}

export type Mends = Pick<Fix, 'alarms' | 'stage'>;

export interface Marking {
  readonly pipeline: string;
  readonly release: string;
  readonly label: string;
  readonly mends: Mends;
  readonly person: PersonTold;
  readonly at: string;
  readonly until: string;
}

/** Kept before the release starts, or while it waits. Doing it again changes nothing. */
export async function markFix(ports: Ports, marking: Marking): Promise<void> {
  const { pipeline, release, label, mends, person, at, until } = marking;
  const { by, name, reason = '' } = person;
  const fix: Fix = { ...mends, by, name, reason, at, until };
  const text = `release of ${label} marked as the fix for ${mendsText(mends)} by ${name} (${by}) until ${until}: ${reason}`;
  const of = { pipeline, id: release };
  const entry: LedgerEntry = { ...entryOf(ports, of, 'FixMarked', '', text), at, person };
  await ports.table.ensure(peopleKeys.fix(pipeline, release), (item) =>
    item?.by === by && item.at === at ? { item } : { item: fix, entries: [entry] },
  );
}

/** One that is on its way goes by the lane from its next gate on, and looks at once. */
export async function goByLane(ports: Ports, pipeline: string, release: string): Promise<void> {
  await laneWaves(ports, await readRelease(ports, pipeline, release));
  await lookAtGateOf(ports, release);
}
