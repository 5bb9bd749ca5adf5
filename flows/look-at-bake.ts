// A bake: reads all that speaks for or against the revision, and answers the wave's token if that decides it.

import { Failure, isFailure } from '../core/failure.ts';
import { weigh } from '../core/judging/weigh.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { reasonOf } from '../core/plain-reason.ts';
import { type Suspect, suspectsText } from '../core/suspects.ts';
import {
  type AlarmReading,
  alarmReading,
  bakeVerdict,
  type DataReading,
  type Evidence,
  hasFired,
  type Verdict,
} from '../core/verdict.ts';
import { type BakeWait, waitKey } from '../core/wait.ts';
import { bakeEndsAt, type Wave, waveName } from '../core/wave.ts';
import { statesOf, type TargetAlarm } from './alarm-states.ts';
import { judgeTargets } from './judge-targets.ts';
import type { Ports } from './ports.ts';
import { changeWave, readWave } from './read.ts';
import { sideBySide } from './side-by-side.ts';
import { entryOf } from './stages.ts';
import { suspectsOfWave } from './suspects-of-wave.ts';

/**
 * Looks at a bake, keeps what it found, and answers the token once there is a verdict.
 *
 * An alarm that has fired decides alone and at once: the judge reads much more, and is heard after the answer, for
 * whoever asks why.
 */
export async function lookAtBake(ports: Ports, wait: BakeWait): Promise<void> {
  const before = await readWave(ports, wait.release, wait.wave);
  const lookedAt = ports.clock.now();
  const look = { evidence: await gather(ports, before, lookedAt), lookedAt };
  const suspects =
    before.verdict === undefined
      ? await suspectsOfWave(ports, before, verdictOn(before, wait, look), look.evidence.alarms)
      : [];
  const wave = await changeWave(ports, wait.release, wait.wave, (item) =>
    decide(ports, item, wait, { ...look, suspects }),
  );
  if (wave.verdict === undefined) return;
  await ports.workflows.answer(wait.token, { verdict: wave.verdict, reason: wave.reason ?? '' });
  await ports.table.remove(waitKey(wait));
  if (before.verdict === undefined && look.evidence.alarms.some(hasFired))
    await judgeForTheRecord(ports, before, lookedAt);
}

async function judgeForTheRecord(ports: Ports, wave: Wave, lookedAt: Date): Promise<void> {
  try {
    await heardBy(ports, wave, lookedAt, []);
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    ports.log.warn(thrown.message, { code: thrown.code, release: wave.release });
  }
}

interface Look {
  readonly evidence: Evidence;
  /** Before anything was read: what came later is not in it. */
  readonly lookedAt: Date;
}

function verdictOn(wave: Wave, wait: BakeWait, { evidence, lookedAt }: Look): Verdict {
  const bakeSeconds = wave.plan.bake!.seconds;
  const planned = Date.parse(wave.bakeStartedAt!) + bakeSeconds * 1000;
  return bakeVerdict(evidence, {
    timeIsOver: lookedAt.getTime() >= planned,
    lastLook: wait.lastLook && lookedAt.getTime() >= bakeEndsAt(wave)!,
    bakeSeconds,
  });
}

function decide(
  ports: Ports,
  wave: Wave,
  wait: BakeWait,
  { suspects, ...look }: Look & { readonly suspects: readonly Suspect[] },
) {
  if (wave.verdict !== undefined) return undefined;
  const found = verdictOn(wave, wait, look);
  if (found.verdict === 'undecided') {
    return sameAs(wave.lastLook, found) ? undefined : { item: { ...wave, lastLook: found } };
  }

  const others = found.verdict === 'fail' ? suspectsText(suspects) : undefined;
  const reason = [reasonOf(found.reasons), ...(others ? [others] : [])].join('; ');
  const release = { pipeline: wave.pipeline, id: wave.release };
  const text = `bake ended, ${found.verdict}: ${reason}`;
  const entry = entryOf(ports, release, 'BakeEnded', waveName(wave.plan), text);
  const passed = found.verdict === 'pass' && { bakedAt: entry.at };
  const named = suspects.length > 0 && { suspects };
  const item = { ...wave, lastLook: found, verdict: found.verdict, reason, ...named, ...passed };
  return { item, entries: [entry] };
}

function sameAs(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

async function gather(ports: Ports, wave: Wave, lookedAt: Date): Promise<Evidence> {
  const { targets } = wave.plan;
  const unread: string[] = [];
  const alarms = await orUnread(unread, 'the alarms’ states', () => statesOf(ports, targets));
  const readings = await sideBySide(alarms ?? [], (alarm) =>
    withHistory(ports, wave, alarm, { unread, lookedAt }),
  );
  if (readings.some(hasFired))
    return { alarms: readings, data: [], unread, judged: { charges: [], doubts: [], powers: [] } };
  const heard = await heardBy(ports, wave, lookedAt, unread);
  const byPlace = Map.groupBy(targets, ({ account, region }) => `${account}/${region}`);
  const data = await sideBySide([...byPlace.values()], async (inPlace) => {
    const what = `the metrics of ${inPlace.map(({ name }) => name).join(', ')}`;
    return (await orUnread(unread, what, () => dataOf(ports, wave, inPlace, lookedAt))) ?? [];
  });
  return { alarms: readings, data: data.flat(), unread, judged: weigh(heard) };
}

/** A judge in the shadow is kept and scored, and nothing follows from it: nor from what it could not read. */
function heardBy(ports: Ports, wave: Wave, lookedAt: Date, doubts: string[]) {
  const unread = wave.plan.bake!.judge.mode === 'act' ? doubts : [];
  return judgeTargets(ports, wave, lookedAt, {
    unread,
    orUnread: (what, read) => orUnread(unread, what, read),
  });
}

/** An alarm's history is asked for only if its state was written since the wave started. */
async function withHistory(
  ports: Ports,
  wave: Wave,
  { updatedAt, ...alarm }: TargetAlarm,
  { unread, lookedAt }: { readonly unread: string[]; readonly lookedAt: Date },
): Promise<AlarmReading> {
  const place = wave.plan.targets.find(({ name }) => name === alarm.target)!;
  const openedAt = wave.openedAt!;
  const hasChanged = updatedAt !== undefined && updatedAt >= openedAt;
  const read = () => ports.alarms.changesSince(place, alarm.alarm, new Date(openedAt));
  const changes = hasChanged
    ? await orUnread(unread, `the history of alarm ${alarm.alarm}`, read)
    : [];
  const times = { openedAt, bakeStartedAt: wave.bakeStartedAt!, lookedAt: lookedAt.toISOString() };
  return alarmReading(alarm, changes ?? [], times);
}

async function dataOf(
  ports: Ports,
  wave: Wave,
  targets: readonly TargetDefinition[],
  lookedAt: Date,
): Promise<DataReading[]> {
  const asking = targets.filter(({ dataPoints }) => dataPoints !== undefined);
  if (asking.length === 0) return [];
  const wanted = asking.map(({ dataPoints }) => dataPoints!);
  const since = new Date(wave.bakeStartedAt!);
  const counts = await ports.alarms.dataPoints(asking[0]!, wanted, since, lookedAt);
  return asking.map(({ name, dataPoints }, index) => ({
    target: name,
    metric: dataPoints!.metric,
    got: counts[index]!,
    atLeast: dataPoints!.atLeast,
  }));
}

/** A read that fails is not an error here: it is something we do not know, which is never a pass. */
async function orUnread<T>(
  unread: string[],
  what: string,
  read: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (thrown) {
    if (!isFailure(thrown, 'ServiceFailed')) throw thrown;
    unread.push(what);
    return undefined;
  }
}
