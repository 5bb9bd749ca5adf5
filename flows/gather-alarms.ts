// Reads the alarms of a wave's targets with their histories: since its gate opened, and for as long before.

import {
  type AlarmReading,
  alarmReading,
  beforeSecondsOf,
  type LookTimes,
} from '../core/alarm-reading.ts';
import { isToMend } from '../core/fix.ts';
import type { Gathered } from '../core/judging/look.ts';
import { type Quiet, quietFor, quietText, quietTimesOf } from '../core/quiet.ts';
import { servedFrom, type Target } from '../core/target.ts';
import type { OpenedWave } from '../core/wave.ts';
import { statesOf, type TargetAlarm } from './alarm-states.ts';
import { fixOf } from './fixes.ts';
import { gathered, together } from './gathered.ts';
import type { Ports } from './ports.ts';
import { quietsOf } from './quiets.ts';
import { sideBySide } from './side-by-side.ts';

const nothing = { found: [], unread: [] };

interface Seen {
  /** The targets as the table has them: what fired before anything of the release served there is told apart. */
  readonly items?: ReadonlyMap<string, Target>;
  readonly bakeStartedAt?: string | undefined;
}

/** One reading for each alarm of each target; before the wave's bake has begun, nothing of it counts as baked. */
export async function gatherAlarms(
  ports: Ports,
  wave: Pick<OpenedWave, 'pipeline' | 'release' | 'plan' | 'openedAt'>,
  lookedAt: Date,
  { items, bakeStartedAt }: Seen = {},
): Promise<Gathered<readonly AlarmReading[]>> {
  const states = await statesOf(ports, wave.plan.targets);
  const { openedAt } = wave;
  const times = {
    openedAt,
    lookedAt: lookedAt.toISOString(),
    ...(bakeStartedAt && { bakeStartedAt }),
    ...(items && waveServedFrom(items, wave)),
  };
  const fix = states.found.some((alarm) => mayHaveFired(alarm, openedAt))
    ? await fixOf(ports, { pipeline: wave.pipeline, id: wave.release })
    : undefined;
  const loud = states.found.filter((alarm) => !isWell(alarm, openedAt));
  const quiets = loud.length > 0 ? await quietsOf(ports, wave.pipeline) : [];
  const now = ports.clock.now().toISOString();
  const all = await sideBySide(states.found, (alarm) =>
    withHistory(ports, wave, alarm, {
      times: {
        ...times,
        ...(items && { servedFrom: servedOn(items, wave, alarm.target) }),
        quietTimes: quietTimesOf(quiets, alarm, now),
      },
      isMarked: isToMend(fix, alarm.at),
      quiet: isWell(alarm, openedAt) ? undefined : quietFor(quiets, alarm, now),
    }),
  );
  return together([{ found: [], unread: states.unread }, ...all]);
}

function servedOn(
  items: ReadonlyMap<string, Target>,
  wave: Pick<OpenedWave, 'release' | 'openedAt'>,
  name: string,
): string | null {
  const item = items.get(name);
  return (item && servedFrom(item, wave)) ?? null;
}

/** What one target has may be felt at another: the first of them counts. */
function waveServedFrom(
  items: ReadonlyMap<string, Target>,
  wave: Pick<OpenedWave, 'release' | 'openedAt' | 'plan'>,
): Pick<LookTimes, 'waveServedFrom'> {
  const all = wave.plan.targets.flatMap(({ name }) => servedOn(items, wave, name) ?? []);
  const [first] = all.toSorted();
  return first === undefined ? {} : { waveServedFrom: first };
}

function mayHaveFired({ state, updatedAt = '' }: TargetAlarm, openedAt: string): boolean {
  return state === 'ALARM' || updatedAt >= openedAt;
}

/** OK, and for longer than the wave: nothing would be asked of it. */
function isWell({ state, updatedAt = '' }: TargetAlarm, openedAt: string): boolean {
  return state === 'OK' && updatedAt < openedAt;
}

interface Reading {
  readonly times: LookTimes;
  /** Whether the release is marked to mend it. */
  readonly isMarked: boolean;
  /** Who has taken its right to block, if anybody. */
  readonly quiet: Quiet | undefined;
}

/** An alarm's history is asked for only if its state was written since the wave started. */
async function withHistory(
  ports: Ports,
  wave: Pick<OpenedWave, 'plan' | 'openedAt'>,
  { at, ...alarm }: TargetAlarm,
  { times, isMarked, quiet }: Reading,
): Promise<Gathered<readonly AlarmReading[]>> {
  const said = quiet && { quiet: quietText(quiet) };
  const { plan, openedAt } = wave;
  const { updatedAt } = alarm;
  if (updatedAt === undefined || updatedAt < openedAt)
    return { ...nothing, found: [{ ...alarmReading(alarm, [], times, isMarked), ...said }] };
  const back = beforeSecondsOf(openedAt, times.lookedAt, plan.bake?.seconds ?? 0);
  const from = new Date(Date.parse(openedAt) - back * 1000);
  const changes = await gathered(ports, `the history of alarm ${alarm.alarm}`, [], () =>
    ports.alarms.changesSince(at, at.name, from),
  );
  const historyFrom = from.toISOString();
  const whole = { ...times, historyFrom };
  return {
    ...changes,
    found: [{ ...alarmReading(alarm, changes.found, whole, isMarked), ...said }],
  };
}
